import { expect, type Locator, type Page, test } from '@playwright/test';
import { generateNode } from '../bench/generate.ts';
import { violationsOn } from './axe.ts';
import { openPicture } from './openPicture.ts';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCaptures, serveCluster } from './serveCluster.ts';

let server: ClusterServer;
test.beforeAll(async () => {
  server = await serveCaptures(['examples/calico-two-nodes']);
});
test.afterAll(() => server.stop());

/** Opens the two nodes, at a view given by its URL fields. */
async function openTwoNodes(
  page: Page,
  view: Readonly<Record<string, string>> = {},
): Promise<void> {
  const response = await page.request.get(`${server.address}api/v1/captures`);
  const { captures } = (await response.json()) as { captures: { id: string }[] };
  const id = encodeURIComponent(captures[0]?.id ?? '');
  await page.goto(`${server.address}#/c/${id}?${new URLSearchParams(view)}`);
  await expect(page.getByRole('tab', { name: 'Trace' })).toBeVisible();
}

const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });
const story = (page: Page) => page.getByRole('region', { name: 'The way of the packet' });
const form = (page: Page) => page.getByRole('form', { name: 'Trace a packet' });

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

test.describe('a trace', () => {
  test('is asked by typing, with suggestions, and answered at once', async ({ page }) => {
    await openTwoNodes(page);
    await page.keyboard.press('t');
    await form(page).getByLabel('From', { exact: true }).fill('client-con');
    await page.getByRole('option', { name: /default\/client-control/ }).click();
    const to = form(page).getByLabel('To', { exact: true });
    await to.fill('nobody');
    await page.keyboard.press('Enter');
    await expect(to).toHaveValue('default/nobody');
    // The service's only port comes with it.
    await expect(form(page).getByLabel('port')).toHaveValue('80');
    await expect(verdict(page)).toContainText('Rejected');
    await expect(page).toHaveURL(/from=default\/client-control&to=default\/nobody/);
  });

  test('tells the rule that decided, the lines that prove it, and its place in the chain', async ({
    page,
  }) => {
    await openTwoNodes(page, {
      ...{ tab: 'trace', from: 'default/client-control', to: 'default/nobody', dport: '80' },
    });
    await expect(verdict(page)).toContainText('a ready pod behind service default/nobody');
    const deciding = story(page).getByRole('button', { name: /this decides/ });
    await expect(deciding).toContainText('KUBE-SERVICES');
    await deciding.click();
    await expect(page).toHaveURL(/step=2\.\d+/);
    await story(page)
      .getByRole('link', { name: /^filter KUBE-SERVICES \d+$/ })
      .click();
    await expect(page.getByText('default/nobody:http has no endpoints')).toBeVisible();
    await page.goBack();
    await story(page)
      .getByRole('link', { name: /^Source of KUBE-SERVICES rule/ })
      .last()
      .click();
    await expect(page.getByRole('tab', { name: 'Evidence' })).toHaveAttribute(
      'data-state',
      'active',
    );
    await expect(page.getByText(/has no endpoints.*-j REJECT/).first()).toBeVisible();
  });

  test('goes from node to node, there and back, and its link says all of it', async ({ page }) => {
    await openTwoNodes(page, {
      ...{ tab: 'trace', from: 'default/client-control', to: 'default/client-worker' },
      proto: 'icmp',
    });
    await expect(verdict(page)).toContainText('Delivered');
    await expect(story(page).getByRole('heading', { name: 'client-worker' })).toBeVisible();
    await story(page)
      .getByRole('button', { name: /^Reply/ })
      .click();
    await expect(page).toHaveURL(/way=reply/);
    await page.reload();
    await expect(story(page).getByRole('button', { name: /^Reply/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(story(page).getByRole('listitem').first()).toContainText('client-worker');
    await form(page).getByRole('button', { name: 'Swap the ends' }).click();
    await expect(form(page).getByLabel('From', { exact: true })).toHaveValue(
      'default/client-worker',
    );
    await expect(page).not.toHaveURL(/way=reply/);
  });

  test('shows all steps on demand', async ({ page }) => {
    await openTwoNodes(page, {
      ...{ tab: 'trace', from: 'default/client-control', to: 'default/client-worker' },
      proto: 'icmp',
    });
    await expect(story(page).getByText(/PREROUTING \(raw\)/)).toHaveCount(0);
    await story(page)
      .getByRole('button', { name: /^All \d+ steps$/ })
      .click();
    await expect(
      story(page)
        .getByText(/the policy lets it pass/)
        .first(),
    ).toBeVisible();
  });

  test('is asked, read and followed by keys alone, and its verdict is read out', async ({
    page,
  }) => {
    await openTwoNodes(page);
    await page.keyboard.press('t');
    const from = form(page).getByLabel('From', { exact: true });
    await expect(from).toBeFocused();
    await page.keyboard.type('default/client-control');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const to = form(page).getByLabel('To', { exact: true });
    await expect(to).toBeFocused();
    await page.keyboard.type('default/nobody');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'Rejected: rule' })).toBeAttached();
    const selected = story(page).getByRole('button', { pressed: true });
    await tabTo(page, story(page).getByRole('button', { name: /this decides/ }));
    await page.keyboard.press('Enter');
    await expect(selected).toHaveAccessibleName(/KUBE-SERVICES rule 1 .*this decides/);
    await tabTo(page, story(page).getByRole('link', { name: /^filter KUBE-SERVICES 1$/ }));
    await page.keyboard.press('Enter');
    await expect(page.getByText('default/nobody:http has no endpoints')).toBeVisible();
  });

  test('starts at what is selected', async ({ page }) => {
    await openTwoNodes(page, { selected: 'pod/default/web-worker' });
    await page.getByRole('link', { name: 'Trace to here' }).click();
    await expect(form(page).getByLabel('To', { exact: true })).toHaveValue('default/web-worker');
    await expect(page.getByText('Where does a packet go?')).toBeVisible();
  });

  test('says what it does not know, with the nearest names', async ({ page }) => {
    await openTwoNodes(page, { tab: 'trace', from: 'default/client-contrl', to: '10.96.0.10' });
    await expect(page.getByRole('alert')).toContainText('default/client-control');
  });

  test('takes its ends from the picture: by the cross-hair, or by clicks with Shift', async ({
    page,
  }) => {
    await openSample(page, { tab: 'trace' });
    const picture = await openPicture(page);
    const pick = form(page).getByRole('button', { name: 'Pick to in the picture' });
    await pick.click();
    await picture.click('pod/kube-system/coredns-7db6d8ff4d-slnrj');
    await expect(page).toHaveURL(/to=kube-system\/coredns-7db6d8ff4d-slnrj/);
    await expect(page).not.toHaveURL(/selected=/);
    await pick.click();
    await page.keyboard.press('Escape');
    await expect(pick).toHaveAttribute('aria-pressed', 'false');
    // The first click with Shift begins another question.
    await page.keyboard.down('Shift');
    await picture.click('pod/kube-system/coredns-7db6d8ff4d-p4kzt');
    await page.keyboard.up('Shift');
    await expect(page).toHaveURL(/from=kube-system\/coredns-7db6d8ff4d-p4kzt/);
    await expect(page).not.toHaveURL(/to=/);
  });
});

test.describe('who reaches whom', () => {
  const grid = (page: Page) => page.getByRole('grid', { name: 'Who reaches whom' });

  test('is worked out beside the page, and each cell leads to its trace', async ({ page }) => {
    await openTwoNodes(page);
    await page.keyboard.press('r');
    await expect(page.getByText('24 pairs')).toBeVisible();
    const cell = grid(page).getByRole('gridcell', {
      name: /^default\/client-control to default\/nobody 80\/tcp: rejected$/,
    });
    await cell.click();
    await expect(verdict(page)).toContainText('Rejected');
    await expect(cell).toHaveAttribute('aria-current', 'true');
    await expect(page.getByRole('list', { name: 'Legend' })).toContainText('rejected');
    await page.getByRole('button', { name: 'Picture', exact: true }).click();
    await expect(page.getByRole('application')).toBeVisible();
    await expect(verdict(page)).toContainText('Rejected');
  });

  test('is walked by keys and filtered', async ({ page }) => {
    await openTwoNodes(page, { matrix: 'pods', proto: 'icmp' });
    await expect(page.getByText('64 pairs')).toBeVisible();
    await page.getByRole('searchbox', { name: 'Filter senders' }).fill('shell');
    await page.getByRole('searchbox', { name: 'Filter receivers' }).fill('kube-system dns-w');
    await expect(page.getByText('2 pairs')).toBeVisible();
    await grid(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(
      /from=default\/shell-worker&to=kube-system\/dns-worker&proto=icmp/,
    );
  });
});

test('the matrix of a large node can be cancelled, and goes on', async ({ page }) => {
  const pods = 250;
  const large = await serveCluster([
    generateNode('large', { pods, services: 0, endpointsPerService: 0 }),
  ]);
  try {
    await page.goto(`${large.address}#/c/large?matrix=pods&proto=icmp`);
    const progress = page.getByRole('status').filter({ hasText: 'of 62,500 pairs' });
    await expect(progress).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(progress).toContainText('Cancelled after');
    // Only what is in sight is there.
    expect(await page.getByRole('row').count()).toBeLessThan(pods / 2);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(progress).not.toContainText('Cancelled');
  } finally {
    large.stop();
  }
});

for (const [name, view] of Object.entries({
  'a trace': {
    ...{ tab: 'trace', from: 'default/client-control', to: 'default/web', dport: '80' },
    step: '2.1',
  },
  'an empty question': { tab: 'trace' },
  'the matrix': { matrix: 'services', tab: 'trace' },
})) {
  test(`axe finds nothing: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 900 });
    await openTwoNodes(page, view);
    // Not while the page is still being made: what it looks at would be gone, or half there.
    if ('from' in view) await expect(story(page).getByRole('listitem').first()).toBeVisible();
    if ('matrix' in view) await expect(page.getByText('24 pairs')).toBeVisible();
    else await expect(page.getByRole('application')).toHaveAttribute('data-viewport', /./);
    expect(await violationsOn(page)).toEqual([]);
  });
}
