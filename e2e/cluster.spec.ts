import { expect, type Page, test } from '@playwright/test';
import {
  layoutCluster,
  layoutTopology,
  nodeId,
  type Topology,
} from '../packages/model/src/index.ts';
import { calicoWorker } from '../packages/parsers/src/testing/calicoWorker.ts';
import { violationsOn } from './axe.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

const TUNNEL = 'vxlan-tunnel:if/worker1/host/vxlan.calico->if/worker2/host/vxlan.calico';

let server: ClusterServer;
test.beforeAll(async () => {
  server = await serveCluster([calicoWorker(1, [2]), calicoWorker(2, [1])]);
});
test.afterAll(() => server.stop());

/** Opens both captures, at a view given by its URL fields. */
async function openCluster(page: Page, view: Readonly<Record<string, string>> = {}): Promise<void> {
  const response = await page.request.get(`${server.address}api/v1/captures`);
  const { captures } = (await response.json()) as { captures: { id: string }[] };
  const id = encodeURIComponent(captures[0]?.id ?? '');
  await page.goto(`${server.address}#/c/${id}?${new URLSearchParams(view)}`);
  await expect(page.getByRole('application')).toHaveAttribute('data-viewport', /./);
}

const details = (page: Page) => page.getByRole('region', { name: 'Details' });
const path = (page: Page) => page.getByRole('navigation', { name: 'Cluster' });

/** The canvas holds no elements to find: the same layout is made here, the canvas tells its viewport. */
async function pictureOf(page: Page, machine?: string) {
  const captures = await page.request.get(`${server.address}api/v1/captures`);
  const { captures: list } = (await captures.json()) as { captures: { id: string }[] };
  const response = await page.request.get(
    `${server.address}api/v1/captures/${encodeURIComponent(list[0]?.id ?? '')}/topology`,
  );
  const topology = (await response.json()) as Topology;
  const layout =
    machine === undefined
      ? layoutCluster(topology)
      : layoutTopology(topology, { machine: nodeId(machine) });
  const canvas = page.getByRole('application');
  const frame = await canvas.boundingBox();
  const [x = 0, y = 0, zoom = 1] = ((await canvas.getAttribute('data-viewport')) ?? '')
    .split(' ')
    .map(Number);
  const top = frame?.y ?? 0;
  const onPage = (point: { readonly x: number; readonly y: number }) => ({
    x: (frame?.x ?? 0) + x + point.x * zoom,
    y: top + y + point.y * zoom,
  });
  return { layout, top, onPage };
}

async function placeOf(
  page: Page,
  id: string,
  machine?: string,
): Promise<{ x: number; y: number }> {
  const { layout, onPage } = await pictureOf(page, machine);
  const box = layout.boxes.find((one) => one.id === id);
  if (!box) throw new Error(`${id} is not in the picture`);
  return onPage({ x: box.x + 8, y: box.y + 8 });
}

test('shows the cluster first: both nodes, a double click opens one', async ({ page }) => {
  await openCluster(page);
  await expect(path(page)).toContainText('2 nodes');
  await expect(page.getByRole('region', { name: 'Nodes' })).toContainText('10.0.0.12');
  const worker2 = await placeOf(page, 'node/worker2');
  await page.mouse.click(worker2.x, worker2.y);
  await expect(details(page).getByRole('heading', { name: 'worker2' })).toBeVisible();
  await expect(page).not.toHaveURL(/node=/);
  await page.mouse.dblclick(worker2.x, worker2.y);
  await expect(page).toHaveURL(/node=node\/worker2/);
  await expect(path(page).getByLabel('Node')).toHaveValue('node/worker2');
});

test('has the tunnels over the nodes in sight', async ({ page }) => {
  await openCluster(page);
  const { layout, top, onPage } = await pictureOf(page);
  const highest = layout.wires
    .flatMap(({ points }) => points)
    .reduce((one, other) => (other.y < one.y ? other : one));
  expect(highest.y).toBeLessThan(Math.min(...layout.boxes.map(({ y }) => y)));
  expect(onPage(highest).y).toBeGreaterThan(top);
});

test('leads back by the path, by Escape and by the browser', async ({ page }) => {
  await openCluster(page);
  await page.getByRole('link', { name: 'Open worker1' }).first().click();
  await expect(page).toHaveURL(/node=node\/worker1/);
  await path(page).getByRole('link', { name: 'Cluster' }).click();
  await expect(path(page)).toContainText('2 nodes');
  await page.goBack();
  await expect(path(page).getByLabel('Node')).toHaveValue('node/worker1');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/selected=/);
  await page.keyboard.press('Escape');
  await expect(path(page)).toContainText('2 nodes');
});

test('keeps the node over a reload, and says when it is not there', async ({ page }) => {
  await openCluster(page, { node: 'node/worker2' });
  await page.reload();
  await expect(path(page).getByLabel('Node')).toHaveValue('node/worker2');
  await openCluster(page, { node: 'node/worker9' });
  await expect(path(page)).toContainText('2 nodes');
});

test('moves into the node of what is found or linked', async ({ page }) => {
  await openCluster(page);
  await page.getByRole('combobox', { name: 'Search everything' }).fill('192.168.2.5');
  await page
    .getByRole('option', { name: /192\.168\.2\.5/ })
    .first()
    .click();
  await expect(page).toHaveURL(/node=node\/worker2/);
  await page.goBack();
  await expect(path(page)).toContainText('2 nodes');
});

test('a tunnel tells what each end says of the other, with the lines', async ({ page }) => {
  await openCluster(page, { selected: TUNNEL });
  const there = page.getByRole('region', { name: 'From worker1 to worker2' });
  await expect(there.getByRole('row', { name: /Underlay address/ })).toContainText('10.0.0.12');
  await expect(there.getByRole('row', { name: /MAC address/ })).toContainText('yes');
  await expect(page.getByRole('region', { name: 'From worker2 to worker1' })).toBeVisible();
  await there.getByRole('link', { name: /^Source of MAC address/ }).click();
  await expect(details(page)).toContainText(
    '192.168.2.0 dev vxlan.calico lladdr 66:00:00:00:04:02 PERMANENT',
  );
});

test('a peer’s box in a node’s picture leads to that node', async ({ page }) => {
  await openCluster(page, { node: 'node/worker1' });
  const peer = await placeOf(page, 'node/worker2', 'worker1');
  await page.mouse.click(peer.x, peer.y);
  await expect(path(page).getByLabel('Node')).toHaveValue('node/worker2');
});

test('the outline opens a node with Enter', async ({ page }) => {
  await openCluster(page);
  await page.getByRole('button', { name: 'Outline' }).click();
  const tree = page.getByRole('tree', { name: 'Outline of the capture' });
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(path(page).getByLabel('Node')).toHaveValue('node/worker2');
});

for (const [name, view] of Object.entries({
  'the overview': {},
  'one node': { node: 'node/worker1', selected: 'node/worker1' },
  'a tunnel': { selected: TUNNEL },
})) {
  test(`axe finds nothing: ${name}`, async ({ page }) => {
    await openCluster(page, view);
    expect(await violationsOn(page)).toEqual([]);
  });
}
