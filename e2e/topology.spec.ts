import { expect, test } from '@playwright/test';
import { openPicture } from './openPicture.ts';
import { openSample } from './openSample.ts';

const HOST = 'calico-single-node';
const POD = 'pod/kube-system/coredns-7db6d8ff4d-slnrj';

test('a click on a pod selects it, one on the ground clears', async ({ page }) => {
  await openSample(page);
  const picture = await openPicture(page);
  await picture.click(POD);
  await expect(page).toHaveURL(/selected=pod\/kube-system\/coredns-7db6d8ff4d-slnrj/);
  await expect(page.getByRole('region', { name: 'Details' })).toContainText(
    'coredns-7db6d8ff4d-slnrj',
  );
  await picture.clickAt({ x: picture.layout.width / 2, y: picture.layout.height - 4 });
  await expect(page).not.toHaveURL(/selected=/);
});

test('a click on a wire tells what proves it', async ({ page }) => {
  await openSample(page);
  const picture = await openPicture(page);
  const pair = picture.layout.wires.find(({ kind }) => kind === 'veth');
  const [from, to] = [pair?.points[0], pair?.points.at(-1)];
  if (!from || !to) throw new Error('no veth pair in the picture');
  await picture.clickAt({ x: from.x, y: (from.y + to.y) / 2 });
  await expect(page).toHaveURL(/selected=veth:/);
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('both ends say so');
});

test('a click on the routing opens the host’s routes', async ({ page }) => {
  await openSample(page);
  const picture = await openPicture(page);
  await picture.click(`routing/netns/${HOST}/host`);
  await expect(page).toHaveURL(/tab=routes/);
});

test('keys zoom, move and fit, but not while typing', async ({ page }) => {
  await openSample(page);
  const picture = await openPicture(page);
  const fitted = await picture.viewport();
  await page.keyboard.press('+');
  await expect.poll(async () => (await picture.viewport()).zoom).toBeGreaterThan(fitted.zoom);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('f');
  await expect.poll(picture.viewport).toEqual(fitted);
  await page.getByRole('combobox', { name: /search/i }).fill('f+');
  expect(await picture.viewport()).toEqual(fitted);
});

test('a drag moves the picture, also when it starts on a box', async ({ page }) => {
  await openSample(page);
  const picture = await openPicture(page);
  const before = await picture.viewport();
  const { x, y } = await picture.onScreen(`if/${HOST}/host/cni0`);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 40, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await picture.viewport()).x).toBeGreaterThan(before.x + 30);
  await expect(page).not.toHaveURL(/selected=/);
});

test('the pointer shows what is under it', async ({ page }) => {
  await openSample(page);
  const picture = await openPicture(page);
  await picture.hover(`if/${HOST}/host/eth1`);
  await expect(page.getByText('00:15:5d:bf:ba:63')).toBeVisible();
});

test('the legend hides kinds, says how much, and shows all again', async ({ page }) => {
  await openSample(page);
  const legend = page.getByRole('group', { name: /legend/i });
  await legend.getByRole('button', { name: /^veth 12/ }).click();
  await expect(page).toHaveURL(/hide=veth/);
  await expect(legend).toContainText('12 elements and 10 links hidden');
  await legend.getByRole('button', { name: 'Show all' }).click();
  await expect(page).not.toHaveURL(/hide=/);
});

test('what is selected elsewhere comes into sight, and the rest stays where it is', async ({
  page,
}) => {
  await openSample(page);
  const picture = await openPicture(page);
  for (let i = 0; i < 8; i++) await page.keyboard.press('+');
  await expect.poll(async () => (await picture.viewport()).zoom).toBeGreaterThan(3);
  const before = await picture.viewport();
  await openSample(page, { selected: `if/${HOST}/host/eth0` });
  await expect.poll(picture.viewport).not.toEqual(before);
  const { zoom } = await picture.viewport();
  expect(zoom).toBeCloseTo(before.zoom, 2);
  const { x, y } = await picture.onScreen(`if/${HOST}/host/eth0`);
  const size = page.viewportSize();
  expect(x > 0 && y > 0 && x < (size?.width ?? 0) && y < (size?.height ?? 0)).toBe(true);
});
