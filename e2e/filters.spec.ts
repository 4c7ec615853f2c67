import { expect, type Page, test } from '@playwright/test';
import { generateNode } from '../bench/generate.ts';
import { plannedPods } from '../bench/pods.ts';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

/** What the legend hides beside kinds: interfaces that are down, pods of other namespaces. */
const SIZE = { pods: 20, services: 0, endpointsPerService: 0 };
const OTHERS = plannedPods(SIZE).filter(({ namespace }) => namespace !== 'shop');

let server: ClusterServer;
test.beforeAll(async () => {
  const { files, ...node } = generateNode('node-1', SIZE);
  const unplugged = files.map(({ path, text }) => ({
    path,
    text: text.replace(/^(3: eth1: )<.*?>(.* state )UP/m, '$1<NO-CARRIER,BROADCAST,UP>$2DOWN'),
  }));
  server = await serveCluster([{ ...node, files: unplugged }]);
});
test.afterAll(() => server.stop());

async function openNode(page: Page, query = ''): Promise<void> {
  const list = await page.request.get(`${server.address}api/v1/captures`);
  const { captures } = (await list.json()) as { captures: { id: string }[] };
  await page.goto(`${server.address}#/c/${encodeURIComponent(captures[0]?.id ?? '')}${query}`);
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
}
const legendOf = (page: Page) => page.getByRole('group', { name: 'Legend: show and hide' });

test('what is down is hidden, counted, and comes back by Back', async ({ page }) => {
  await openNode(page);
  const legend = legendOf(page);
  await legend.getByRole('button', { name: 'down 1' }).click();
  await expect(page).toHaveURL(/hide=down/);
  await expect(legend.getByRole('status')).toContainText('1 element and 2 links hidden');
  await page.goBack();
  await expect(page).not.toHaveURL(/hide=/);
  await expect(legend.getByRole('status')).toBeEmpty();
});

test('pods of one namespace alone, by the keyboard; the table follows, Back undoes it', async ({
  page,
}) => {
  await openNode(page);
  const legend = legendOf(page);
  const menu = legend.getByRole('button', { name: /^Namespaces:/ });
  await menu.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: /^shop / }).press('Enter');
  await expect(page).toHaveURL(/hide=not-in:shop/);
  await expect(menu).toHaveText('Namespaces: shop only');
  // Of each its namespace, the interface in there, and the host's end.
  await expect(legend.getByRole('status')).toContainText(`${3 * OTHERS.length} elements`);
  await page.keyboard.press('v');
  // As a row, a pod stands beside its namespace; its loopback, too, is one.
  await expect(page.getByText(`${5 * OTHERS.length} hidden by its legend`)).toBeVisible();
  const grid = page.getByRole('grid', { name: 'The picture as a table' });
  await expect(grid.getByRole('row', { name: /^pod / }).first()).toContainText('shop');
  await page.goBack();
  await page.goBack();
  await expect(menu).toHaveText('Namespaces: all');
});

test('nothing moves when what is wrong is known', async ({ page }) => {
  await page.addInitScript(() => {
    const told: { canvas?: Element; seen: string[] } = { seen: [] };
    Object.assign(window, { told });
    const tell = ({ clientHeight }: Element, viewport: string) => {
      const now = `${clientHeight} pixels high, ${viewport}`;
      if (told.seen.at(-1) !== now) told.seen.push(now);
    };
    new MutationObserver(() => {
      const canvas = document.querySelector('[data-viewport]');
      if (!canvas) return;
      tell(canvas, canvas.getAttribute('data-viewport') ?? '');
      if (told.canvas === canvas) return;
      told.canvas = canvas;
      const follow = () => tell(canvas, canvas.getAttribute('data-viewport') ?? '');
      new ResizeObserver(follow).observe(canvas);
    }).observe(document, { subtree: true, attributeFilter: ['data-viewport'] });
  });
  await openSample(page);
  await expect(legendOf(page).getByRole('button', { name: 'error, warning, note' })).toBeEnabled();
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    return (window as unknown as { told: { seen: string[] } }).told.seen;
  });
  expect(seen).toHaveLength(1);
});
