import { expect, type Page, test } from '@playwright/test';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

test.describe('the route drill-down', () => {
  test('shows the tables in look-up order, each route with its meaning', async ({ page }) => {
    await openSample(page, { tab: 'routes' });
    const main = page.getByRole('region', { name: 'Table main' });
    await expect(
      main.getByText('everything else: the default gateway 172.16.0.254 on eth0'),
    ).toBeVisible();
    await expect(main.getByText(/this node's Calico address block/)).toBeVisible();
    await expect(
      main.getByText('workload route to calico-apiserver-56cc46c8d5-6df76'),
    ).toBeVisible();
  });

  test('answers where an address would go, with the losers', async ({ page }) => {
    await openSample(page, { tab: 'routes' });
    await page.getByLabel('Where would this address go?').fill('192.168.2.1');
    const answer = page.getByRole('region', { name: 'Route look-up' });
    await expect(answer.getByText('192.168.2.1 goes out by cali9d04617f188.')).toBeVisible();
    await expect(answer.getByText('shorter prefix: /26 against /32')).toBeVisible();
    await expect(page).toHaveURL(/lookup=192\.168\.2\.1/);
  });

  test('says blackhole for an address of the block that no pod has', async ({ page }) => {
    await openSample(page, { tab: 'routes', lookup: '192.168.2.9' });
    await expect(
      page.getByText('192.168.2.9 is dropped in silence: a blackhole route.'),
    ).toBeVisible();
  });

  test('follows a route to the pod it leads to, and to the line that proves it', async ({
    page,
  }) => {
    await openSample(page, { tab: 'routes' });
    const row = page
      .getByRole('listitem')
      .filter({ hasText: 'workload route to calico-apiserver-56cc46c8d5-6df76' });
    await row.getByRole('link', { name: /^Source of the route to 192\.168\.2\.1/ }).click();
    await expect(page.getByText('192.168.2.1 dev cali9d04617f188 scope link')).toBeVisible();
    await page.goBack();
    await row.getByRole('link', { name: 'show' }).click();
    await expect(
      page.getByRole('heading', { name: 'calico-apiserver-56cc46c8d5-6df76' }).first(),
    ).toBeVisible();
  });

  test("explains a pod's stand-in gateway", async ({ page }) => {
    await openSample(page, {
      tab: 'routes',
      netns: 'netns/calico-single-node/1631d05f-a264-4956-8bd0-9851884eb00b',
    });
    await expect(page.getByText(/answered by proxy ARP on cali9d04617f188/).first()).toBeVisible();
  });

  test('leads from a namespace to its blackholes, and shows them alone', async ({ page }) => {
    await openSample(page, { selected: 'netns/calico-single-node/host' });
    await page.getByRole('link', { name: '1 blackhole route' }).click();
    const main = page.getByRole('region', { name: 'Table main' });
    await expect(main.getByRole('listitem')).toHaveCount(1);
    await expect(main.getByText(/this node's Calico address block/)).toBeVisible();
    const only = page.getByRole('button', { name: 'Only blackhole routes: 1 route' });
    await expect(only).toHaveAttribute('aria-pressed', 'true');
    await only.click();
    await expect(page.getByLabel('Filter routes')).toHaveValue('');
    await expect(main.getByRole('listitem')).not.toHaveCount(1);
  });
});

test.describe('routes of two nodes', () => {
  let server: ClusterServer;
  test.beforeAll(async () => {
    server = await serveCaptures(['examples/calico-two-nodes']);
  });
  test.afterAll(() => server.stop());

  async function openTwoNodes(page: Page, view: Readonly<Record<string, string>>): Promise<void> {
    const response = await page.request.get(`${server.address}api/v1/captures`);
    const { captures } = (await response.json()) as { captures: { id: string }[] };
    const id = encodeURIComponent(captures[0]?.id ?? '');
    await page.goto(`${server.address}#/c/${id}?${new URLSearchParams(view)}`);
    await expect(page.getByRole('tab', { name: 'Routes' })).toBeVisible();
  }

  test('tells rule by rule why, and who is asked for on the link', async ({ page }) => {
    await openTwoNodes(page, { tab: 'routes', lookup: '8.8.8.8' });
    const why = page.getByRole('region', { name: 'Why this route' });
    await expect(why.getByText(/no route of local contains 8\.8\.8\.8/)).toBeVisible();
    await expect(why.getByText(/table main decides/)).toBeVisible();
    await expect(why.getByText(/not asked any more/)).toBeVisible();
    const answer = page.getByRole('region', { name: 'Route look-up' });
    await expect(answer.getByText(/the address of eth0 on the next hop’s network/)).toBeVisible();
    await expect(answer.getByText('10.0.2.1', { exact: true })).toBeVisible();
    await expect(answer.getByRole('link', { name: /^Source of policy rule 32766/ })).toBeVisible();
    await page.getByLabel('Where would this address go?').fill('8.8.8.8 from here');
    await expect(answer.getByText('10.96.0.10 from 10.85.0.4 iif cni0 mark 0x40')).toBeVisible();
  });

  test('follows the routes from namespace to namespace, in a list and over the picture', async ({
    page,
  }) => {
    const netns = 'netns/control/cni-client-control';
    await openTwoNodes(page, { tab: 'routes', netns, lookup: '192.168.2.1', node: 'node/control' });
    const way = page.getByRole('region', { name: 'From namespace to namespace' });
    await expect(way.getByRole('listitem')).toHaveText([
      /client-control.*default via 169\.254\.1\.1/s,
      /host of control.*192\.168\.2\.0\/26 via 192\.168\.2\.0 dev vxlan\.calico/s,
      /host of worker.*192\.168\.2\.1 dev calif39286a3acd/s,
      /web-worker.*its own address, on eth0/s,
    ]);
    const toggle = way.getByRole('button', { name: 'Show in the picture' });
    await toggle.click();
    const bar = page.getByRole('status').filter({ hasText: 'Routes alone' });
    await expect(bar).toContainText('client-control to 192.168.2.1: delivered in web-worker');
    await expect(page).toHaveURL(/at=netns\/control\/cni-client-control\+192\.168\.2\.1/);
    // What lies over the picture follows what is asked.
    await page.getByLabel('Where would this address go?').fill('192.168.1.9');
    await expect(bar).toContainText('blackhole route in host of control');
    // Also where the answer is that it goes nowhere.
    await page.getByRole('combobox', { name: /^Namespace/ }).selectOption('netns/control/host');
    await expect(bar).toContainText('host of control to 192.168.1.9: blackhole route');
    // Its NIC leads into a namespace that nobody looked into. What is asked more goes along.
    await page.getByLabel('Where would this address go?').fill('8.8.8.8 from 10.0.2.11');
    await expect(bar).toContainText('8.8.8.8 from 10.0.2.11: leaves the capture to 10.0.2.1');
    await bar.getByRole('button', { name: 'Take the way off the picture' }).click();
    await expect(bar).toBeHidden();
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  });

  test('tells where an address is in the whole picture', async ({ page }) => {
    await openTwoNodes(page, { tab: 'routes', lookup: '192.168.2.1' });
    const answer = page.getByRole('region', { name: 'Route look-up' });
    await answer.getByText('192.168.2.1 in every namespace').click();
    await expect(answer.getByRole('link', { name: 'eth0 in web-worker' })).toBeVisible();
    await expect(
      answer.getByText(/sent on by 192\.168\.2\.0\/26 via 192\.168\.2\.0/),
    ).toBeVisible();
    await answer.getByRole('link', { name: 'client-worker' }).click();
    await expect(page).toHaveURL(/netns=netns\/worker\/cni-client-worker/);
    await expect(answer.getByText('192.168.2.1 goes out by eth0')).toBeVisible();
  });
});
