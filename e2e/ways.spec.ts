import { expect, type Page, test } from '@playwright/test';
import { generateNode } from '../bench/generate.ts';
import { plannedPods } from '../bench/pods.ts';
import { layoutTopology, type Topology } from '../packages/model/src/index.ts';
import { openPicture } from './openPicture.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

/** A way through a picture that is larger than the window, with all its groups open: both its ends are in sight. */
const SIZE = { pods: 60, services: 0, endpointsPerService: 0 };
const POD = plannedPods(SIZE).find(({ attachment }) => attachment === 'bridge');
const START = `netns/node-1/${POD?.netns}`;

let server: ClusterServer;
test.beforeAll(async () => {
  server = await serveCluster([generateNode('node-1', SIZE)]);
});
test.afterAll(() => server.stop());
test.use({ viewport: { width: 900, height: 800 } });

/** What is in sight of the picture's elements, of which only the layout knows where they are. */
async function isInSight(page: Page, topology: Topology, ids: readonly string[]): Promise<boolean> {
  const { layout, viewport } = await openPicture(page, topology, 'all');
  const { x, y, zoom } = await viewport();
  const canvas = await page.getByRole('application').boundingBox();
  return ids.every((id) => {
    const box = layout.boxes.find((one) => one.id === id);
    if (!box || !canvas) return false;
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    const [right, bottom] = [left + box.width * zoom, top + box.height * zoom];
    return left >= 0 && top >= 0 && right <= canvas.width && bottom <= canvas.height;
  });
}

test('the way of an address is seen as a whole, also when bars take their room later', async ({
  page,
}) => {
  const captures = `${server.address}api/v1/captures`;
  const list = (await (await page.request.get(captures)).json()) as { captures: { id: string }[] };
  const id = encodeURIComponent(list.captures[0]?.id ?? '');
  const topology = (await (
    await page.request.get(`${captures}/${id}/topology`)
  ).json()) as Topology;
  const view = new URLSearchParams({ open: 'all', tab: 'routes', at: `${START} 8.8.8.8` });
  await page.goto(`${server.address}#/c/${id}?${view}`);
  const bar = page.getByRole('status').filter({ hasText: 'Routes alone' });
  await expect(bar).toContainText('leaves the capture to 172.16.0.254');
  const gateway = layoutTopology(topology).boxes.find(({ id: box }) =>
    box.includes('172.16.0.254'),
  );
  const ends = [START, gateway?.id ?? ''];
  await expect.poll(() => isInSight(page, topology, ends)).toBe(true);
  // What a person turns to stays so, whatever the window does.
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect.poll(() => isInSight(page, topology, ends)).toBe(false);
});
