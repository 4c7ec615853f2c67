import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { diffTopology, mergeTopologies, type Topology } from '../packages/model/src/index.ts';
import { violationsOn } from './axe.ts';
import { openPicture } from './openPicture.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

const SAMPLE = 'examples/calico-single-node.md';
const NODE = 'calico-single-node';
const GONE = 'vethf3cf048b';

/** The sample some time later: an interface less, a route and a rule more, and another MTU. */
function edited(sample: string): string {
  // 6: vethf3cf048b@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 …
  const links = sample.replace(new RegExp(`^\\d+: ${GONE}@.*\\n(?:\\s+.*\\n)+`, 'gm'), '');
  return links
    .replaceAll(/^(4: cni0: .* mtu) 1500/gm, '$1 1450')
    .replace(/^10\.85\.0\.0\/16 dev cni0/m, '10.77.0.0/16 via 10.0.0.9 dev eth1\n$&')
    .replace(/^cali-FORWARD .*$/m, 'DROP       6    --  203.0.113.0/24       0.0.0.0/0\n$&');
}

let server: ClusterServer;
let later: string;

test.beforeAll(async ({ request }) => {
  server = await serveCaptures([SAMPLE]);
  const captures = new URL('/api/v1/captures', server.address);
  const upload = await request.post(`${captures}?name=${NODE}.md`, {
    data: Buffer.from(edited(readFileSync(SAMPLE, 'utf8'))),
    headers: { 'content-type': 'application/octet-stream' },
  });
  ({ id: later } = (await upload.json()) as { id: string });
  await request.patch(`${captures}/${later}`, { data: { name: 'tuesday' } });
});
test.afterAll(() => server.stop());

async function open(page: Page, view: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(`${server.address}#/c/${later}?${new URLSearchParams(view)}`);
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
}

async function openComparison(page: Page, view: Readonly<Record<string, string>> = {}) {
  await open(page, { compare: NODE, ...view });
  await expect(changes(page).getByRole('status')).toHaveText(/^\d+ changes$/);
}

const changes = (page: Page) => page.getByRole('region', { name: 'Changes' });
const details = (page: Page) => page.getByRole('region', { name: 'Details' });
const entry = (page: Page, text: string) =>
  changes(page).getByRole('listitem').filter({ hasText: text });
const marked = (page: Page) => page.locator('[data-mark=current]');

test('any two captures are compared from the menu of captures', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^Capture: tuesday/ }).click();
  await page.getByRole('link', { name: `Compare with ${NODE}` }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${later}\\?compare=${NODE}`));
  await expect(changes(page)).toContainText('after tuesday');
  await expect(changes(page).getByRole('combobox')).toHaveValue(NODE);
  await expect(entry(page, 'cni0').filter({ hasText: 'MTU' })).toContainText('MTU: 1500 → 1450');
  const gone = entry(page, GONE).getByRole('link', { name: GONE, exact: true });
  await expect(gone).toHaveCSS('text-decoration-line', 'line-through');
  await expect(entry(page, '10.77.0.0/16')).toContainText('via 10.0.0.9 dev eth1');
  await expect(entry(page, '203.0.113.0/24')).toContainText('DROP');
  await expect(page.getByText('drawn where it was')).toBeVisible();
});

test('what went stands in the picture, and tells of itself from before', async ({ page }) => {
  await openComparison(page);
  const topology = async (id: string) => {
    const url = new URL(`/api/v1/captures/${id}/topology`, server.address);
    return (await (await page.request.get(`${url}`)).json()) as Topology;
  };
  const [before, after] = [await topology(NODE), await topology(later)];
  const both = mergeTopologies(before, after, diffTopology(before, after));
  const picture = await openPicture(page, both);
  await picture.click(`if/${NODE}/host/${GONE}`);
  await expect(details(page).getByRole('heading', { name: GONE })).toBeVisible();
  await expect(details(page)).toContainText(`Not there any more: as it was in ${NODE}`);
  await expect(details(page).getByRole('button', { name: 'After' })).toBeDisabled();
  await page.getByRole('tab', { name: 'Evidence' }).click();
  await expect(marked(page).first()).toContainText(`6: ${GONE}@if2`);
});

test('a change leads to its lines on both sides', async ({ page }) => {
  await openComparison(page);
  await page.getByRole('link', { name: /^Lines before: cni0/ }).click();
  await expect(marked(page).first()).toContainText('4: cni0');
  await expect(marked(page).first()).toContainText('mtu 1500');
  await expect(details(page).getByRole('button', { name: 'Before' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('link', { name: /^Lines after: cni0/ }).click();
  await expect(marked(page).first()).toContainText('mtu 1450');
  await page.goBack();
  await expect(marked(page).first()).toContainText('mtu 1500');
  // The rule, by its own line.
  await page.getByRole('link', { name: /^Lines after: .*203\.0\.113\.0/ }).click();
  await expect(marked(page).first()).toContainText('203.0.113.0/24');
});

test('before and after are swapped, and back again', async ({ page }) => {
  await openComparison(page);
  await expect(entry(page, GONE)).toContainText('went');
  await page.getByRole('button', { name: 'Swap before and after' }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${NODE}\\?compare=${later}`));
  await expect(entry(page, GONE)).toContainText('came');
  await expect(entry(page, 'MTU')).toContainText('MTU: 1450 → 1500');
  await page.goBack();
  await expect(entry(page, GONE)).toContainText('went');
});

test('is opened, filtered and closed by keys; the address holds it all', async ({ page }) => {
  await open(page);
  await page.keyboard.press('c');
  await expect(entry(page, GONE)).toBeVisible();
  await changes(page).getByRole('button', { name: 'routes 1' }).click();
  await expect(entry(page, '10.77.0.0/16')).toBeVisible();
  await expect(entry(page, GONE)).toHaveCount(0);
  await expect(changes(page).getByRole('status')).toHaveText(/^1 of \d+ changes$/);
  await page.getByRole('checkbox', { name: 'Only changes' }).check();
  await page.reload();
  await expect(entry(page, '10.77.0.0/16')).toBeVisible();
  await expect(entry(page, GONE)).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: 'Only changes' })).toBeChecked();
  await changes(page).getByRole('button', { name: 'routes 1' }).click();
  await changes(page).getByRole('searchbox').fill('mtu');
  await expect(changes(page).getByRole('status')).toHaveText(/^1 of \d+ changes$/);
  await page.getByRole('searchbox').blur();
  await page.keyboard.press('c');
  await expect(changes(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/compare|changes|only/);
});

test('the outline lists what went, too', async ({ page }) => {
  await openComparison(page, { selected: `if/${NODE}/host/${GONE}` });
  await page.getByRole('button', { name: 'Outline' }).click();
  const row = page.getByRole('treeitem', { name: new RegExp(`^${GONE}`) });
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(row).toContainText('went');
});

test('chains and rules say what became of them, on either side', async ({ page }) => {
  await openComparison(page, { tab: 'iptables', table: 'filter', machinery: 'raw' });
  const chains = details(page).getByRole('region', { name: 'Chains' });
  await expect(chains.getByRole('link', { name: /FORWARD .*1 changed, 8 rules/ })).toBeVisible();
  await chains.getByRole('link', { name: /FORWARD .*1 changed/ }).click();
  const rule = details(page)
    .getByRole('region', { name: 'Rules of FORWARD' })
    .getByRole('listitem')
    .filter({ hasText: 'from 203.0.113.0/24' });
  await expect(rule.getByText('came: ')).toBeAttached();
  await details(page).getByRole('button', { name: 'Before' }).click();
  await expect(rule).toHaveCount(0);
  const came = details(page).getByRole('region', { name: 'Rules that came' });
  await expect(came).toContainText('-A FORWARD -s 203.0.113.0/24 -p tcp -j DROP');
  await came.getByRole('link', { name: /^Line after/ }).click();
  await expect(
    details(page)
      .getByText(/DROP .*203\.0\.113\.0/)
      .first(),
  ).toBeVisible();
});

test('a capture compared with itself says so', async ({ page }) => {
  await open(page, { compare: later });
  await expect(changes(page)).toContainText('That is the open capture itself.');
});

test('one that is not there is told of', async ({ page }) => {
  await open(page, { compare: 'nowhere' });
  await expect(changes(page).getByRole('alert')).toContainText('cannot be read');
});

let cluster: ClusterServer | undefined;
test.afterEach(() => cluster?.stop());

test('of two nodes only the one that joined is told of', async ({ page, request }) => {
  const nodes = ['control', 'worker'].map((name) => `examples/calico-two-nodes/${name}.tar.gz`);
  cluster = await serveCaptures(nodes);
  const upload = await request.post(`${cluster.address}api/v1/captures?name=worker.tar.gz`, {
    data: readFileSync(nodes[1] ?? ''),
    headers: { 'content-type': 'application/octet-stream' },
  });
  const { id } = (await upload.json()) as { id: string };
  const view = new URLSearchParams({ compare: id, kinds: 'pods' });
  await page.goto(`${cluster.address}#/c/control-worker?${view}`);
  // The worker's list of pods names them all, without a namespace for those of another node.
  await expect(entry(page, 'client-control')).toContainText('namespace: unknown →');
  await expect(changes(page).getByRole('status')).toHaveText(/^4 of \d+ changes$/);
  await expect(entry(page, '-worker')).toHaveCount(0);
});

test('axe finds nothing', async ({ page }) => {
  await openComparison(page, { selected: `if/${NODE}/host/${GONE}` });
  expect(await violationsOn(page)).toEqual([]);
});
