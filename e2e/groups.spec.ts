import { expect, type Page, test } from '@playwright/test';
import { generateNode } from '../bench/generate.ts';
import { plannedPods } from '../bench/pods.ts';
import { podId, type Topology } from '../packages/model/src/index.ts';
import { openPicture } from './openPicture.ts';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

/** A node with more pods than are drawn one by one: groups that open in place, and one way out alone. */
const SIZE = { pods: 60, services: 0, endpointsPerService: 0 };
const SHOP = 'group/node/node-1/routed/shop';
const POD = plannedPods(SIZE).find(
  ({ namespace, attachment }) => namespace === 'shop' && attachment === 'routed',
);

let server: ClusterServer;
test.beforeAll(async () => {
  server = await serveCluster([generateNode('node-1', SIZE)]);
});
test.afterAll(() => server.stop());

async function openNode(page: Page, query = ''): Promise<Topology> {
  const captures = `${server.address}api/v1/captures`;
  const list = (await (await page.request.get(captures)).json()) as { captures: { id: string }[] };
  const id = encodeURIComponent(list.captures[0]?.id ?? '');
  await page.goto(`${server.address}#/c/${id}${query}`);
  await expect(page.getByRole('application')).toHaveAttribute('data-viewport', /./);
  return (await (await page.request.get(`${captures}/${id}/topology`)).json()) as Topology;
}
const groups = (page: Page) => page.getByRole('button', { name: /^Groups:/ });

test('a click opens a group in place, its own button closes it, and Back undoes both', async ({
  page,
}) => {
  const topology = await openNode(page);
  await expect(groups(page)).toHaveText('Groups: 0 of 8 open');
  await (await openPicture(page, topology)).click(SHOP);
  await expect(page).toHaveURL(new RegExp(`open=${SHOP}`));
  await expect(groups(page)).toHaveText('Groups: 1 of 8 open');
  await page.keyboard.press('f');
  const opened = await openPicture(page, topology, new Set([SHOP]));
  const close = opened.layout.boxes.find(({ id }) => id === `close/${SHOP}`);
  if (!close) throw new Error('nothing closes the group');
  await opened.clickAt({ x: close.x + close.width / 2, y: close.y + close.height / 2 });
  await expect(groups(page)).toHaveText('Groups: 0 of 8 open');
  await page.goBack();
  await expect(groups(page)).toHaveText('Groups: 1 of 8 open');
  await page.goBack();
  await expect(groups(page)).toHaveText('Groups: 0 of 8 open');
});

test('the pointer shows what a group holds', async ({ page }) => {
  const topology = await openNode(page);
  await (await openPicture(page, topology)).hover(SHOP);
  await expect(page.getByText(/^\d+ pods\s\d+ namespaces\s\d+ interfaces$/)).toBeVisible();
});

test('the keyboard shows what a group holds, and what the selection is', async ({ page }) => {
  await openNode(page, `?selected=${podId(POD?.namespace ?? '', POD?.name ?? '')}`);
  const holds = page.getByText(/^\d+ pods\s\d+ namespaces\s\d+ interfaces$/);
  await groups(page).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: /^shop, on cni0/ }).focus();
  await expect(holds).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(holds).toBeHidden();
  const card = page.getByText('found by', { exact: true });
  await page.getByRole('application').press('i');
  await expect(card).toBeVisible();
  await page.keyboard.press('i');
  await expect(card).toBeHidden();
});

test('the keyboard opens groups, one or all', async ({ page }) => {
  await openNode(page);
  await groups(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: /^shop, on cni0/ }).press('Enter');
  await expect(groups(page)).toHaveText('Groups: 1 of 8 open');
  await groups(page).press('Enter');
  await page.getByRole('menuitem', { name: 'Open all' }).press('Enter');
  await expect(page).toHaveURL(/open=all/);
  await expect(groups(page)).toHaveText('Groups: 8 of 8 open');
});

test('what is found by a search comes out of its group', async ({ page }) => {
  await openNode(page);
  await page.getByRole('combobox', { name: 'Search everything' }).fill(POD?.name ?? '');
  await page.getByRole('group', { name: /^Pods/ }).getByRole('option').click();
  await expect(page).toHaveURL(new RegExp(`open=${SHOP}`));
});

test('kinds that are hidden are counted, in closed groups too', async ({ page }) => {
  await openNode(page);
  const legend = page.getByRole('group', { name: /legend/i });
  await legend.getByRole('button', { name: /^pods 60/ }).click();
  await expect(legend).toContainText('60 elements and 1 link hidden');
});

test('p shows a pod and its way out alone, Escape everything', async ({ page }) => {
  await openSample(page, { selected: 'pod/kube-system/coredns-7db6d8ff4d-slnrj' });
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/focus=pod\/kube-system\/coredns-7db6d8ff4d-slnrj/);
  const bar = page.getByRole('status').filter({ hasText: 'and its way out' });
  await expect(bar).toContainText('Only coredns-7db6d8ff4d-slnrj and its way out45 hidden');
  await expect(
    page.getByRole('group', { name: /legend/i }).getByRole('button', { name: /^NICs/ }),
  ).toHaveText('NICs1');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/focus=/);
  await expect(page).toHaveURL(/selected=/);
});

test('something else that is chosen ends the picture of one way out', async ({ page }) => {
  const [first, other] = plannedPods(SIZE).map(({ namespace, name }) => podId(namespace, name));
  await openNode(page, `?selected=${first}&focus=${first}`);
  await expect(page.getByText('and its way out', { exact: false }).first()).toBeVisible();
  await openNode(page, `?selected=${other}&focus=${first}`);
  await expect(page).not.toHaveURL(/focus=/);
});
