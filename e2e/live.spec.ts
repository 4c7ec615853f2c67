import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { type IsolatedNode, startIsolatedNode, whyNoIsolatedNode } from './isolatedNode.ts';

const PROGRAM = join(import.meta.dirname, '../apps/collector/dist/vethscope.js');
const PORT = 8420;
const HOST = 'followed';
const why = whyNoIsolatedNode();

interface FollowedNode extends IsolatedNode {
  /** Process id of the server, in there. */
  readonly server: string;
}

/** A server that follows a node with one namespace, `blue`, on a veth pair. */
async function followed(page: Page): Promise<FollowedNode> {
  const node = await startIsolatedNode(HOST);
  // Without IPv6, whose addresses settle only seconds after their links: nothing happens by itself.
  await node.run(`ip netns add blue &&
    sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 &&
    ip netns exec blue sysctl -qw net.ipv6.conf.all.disable_ipv6=1 &&
    ip netns exec blue sysctl -qw net.ipv6.conf.default.disable_ipv6=1 &&
    ip link add veth1 type veth peer name eth0 netns blue && ip link set veth1 up &&
    ip -n blue link set eth0 up && ip addr add 10.0.0.1/24 dev veth1 &&
    ip -n blue addr add 10.0.0.2/24 dev eth0`);
  const server = await serve(node);
  await page.goto(`http://127.0.0.1:${await node.reach(PORT)}/`);
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  await expect(liveness(page)).toHaveText(/^Live, as of/);
  return { ...node, server };
}

/** Resolves to its process id once it listens. */
async function serve(node: IsolatedNode): Promise<string> {
  const log = join(node.folder, 'log');
  const command = `${process.execPath} ${PROGRAM} serve --live --port ${PORT}`;
  const server = await node.start(`${command} --data ${join(node.folder, 'data')}`, log);
  await node.run(`until grep -q Dashboard ${log}; do sleep 0.1; done`);
  return server;
}

const liveness = (page: Page) => page.getByRole('banner').getByRole('status').first();
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });
const changes = (page: Page) => page.getByRole('region', { name: 'Changes' });
const states = (page: Page) => timeline(page).getByRole('radio');

test.describe('a followed node', () => {
  test.skip(why !== undefined, `live: ${why}`);
  let node: FollowedNode | undefined;
  test.afterEach(async () => {
    await node?.stop();
    node = undefined;
  });

  test('shows what comes and goes, and steps back to it', async ({ page }) => {
    node = await followed(page);
    await page.getByRole('button', { name: 'Outline' }).click();
    const outline = page.getByRole('tree', { name: 'Outline of the capture' });
    await outline.getByRole('treeitem', { name: 'host' }).click();
    await outline.press('ArrowRight');
    await expect(outline.getByRole('treeitem', { name: /^veth1/ })).toBeVisible();
    const before = await states(page).count();

    await node.run('ip link add br7 type bridge');
    await expect(outline.getByRole('treeitem', { name: /^br7/ })).toBeVisible();
    await expect(page.getByText('What went is in the list of changes.')).toBeVisible();
    await expect(timeline(page)).toContainText('1 came');
    // The selection is what it was.
    await expect(page).toHaveURL(new RegExp(`selected=netns/${HOST}/host`));

    await node.run('ip link del br7');
    await expect(outline.getByRole('treeitem', { name: /^br7/ })).toHaveCount(0);
    await expect(timeline(page)).toContainText('1 went');
    expect(await states(page).count()).toBeGreaterThanOrEqual(before + 2);

    await page.getByRole('button', { name: 'Step back' }).click();
    await expect(page).toHaveURL(/#\/c\/live-/);
    await expect(liveness(page)).toHaveText(/^Not live: showing \d\d:\d\d:\d\d/);
    await expect(outline.getByRole('treeitem', { name: /^br7/ })).toBeVisible();
    // What happens meanwhile does not move what is looked at.
    const count = await states(page).count();
    await node.run('ip link add br8 type bridge');
    await expect(states(page)).toHaveCount(count + 1);
    await expect(liveness(page)).toHaveText(/^Not live: showing/);
    await page.getByRole('button', { name: 'Back to live' }).click();
    await expect(liveness(page)).toHaveText(/^Live, as of/);
    await expect(outline.getByRole('treeitem', { name: /^br8/ })).toBeVisible();
  });

  test('compares states, by keys too', async ({ page }) => {
    node = await followed(page);
    await node.run('ip -n blue addr add 10.0.0.3/24 dev eth0');
    await expect(timeline(page)).toContainText('changed');
    await page.keyboard.press('c');
    await expect(changes(page)).toContainText('addresses: + 10.0.0.3/24');
    await expect(page).toHaveURL(/compare=before/);

    await node.run('ip link add br7 type bridge');
    await expect(changes(page).getByRole('link', { name: 'br7', exact: true })).toBeVisible();
    await node.run('ip link del br7');
    await expect(changes(page).getByRole('link', { name: 'br7', exact: true })).toHaveCSS(
      'text-decoration-line',
      'line-through',
    );
    // What went is shown in the state in which it was.
    await changes(page).getByRole('link', { name: 'br7', exact: true }).click();
    const details = page.getByRole('region', { name: 'Details' });
    await expect(details.getByRole('heading', { name: 'br7' })).toBeVisible();
    await page.keyboard.press('l');
    await expect(liveness(page)).toHaveText(/^Live, as of/);
    await page.keyboard.press('[');
    await expect(liveness(page)).toHaveText(/^Not live/);
    await states(page).nth(1).focus();
    await page.keyboard.press('End');
    await expect(liveness(page)).toHaveText(/^Live, as of/);
    await page.keyboard.press('ArrowLeft');
    await expect(liveness(page)).toHaveText(/^Not live/);
    // Against the first state of all.
    await changes(page).getByRole('combobox').selectOption({ index: 1 });
    await expect(changes(page)).toContainText('br7');
    await expect(changes(page)).toContainText('addresses: + 10.0.0.3/24');
    expect(await violationsOn(page)).toEqual([]);
  });

  test('tells what is wrong as it comes and goes', async ({ page }) => {
    node = await followed(page);
    const count = page.getByRole('banner').getByRole('button', { name: /^Findings: / });
    await count.click();
    const findings = page.getByRole('region', { name: 'Findings', exact: true });
    await expect(count).toHaveAccessibleName(/found|warning|note/);

    const mismatch = findings.getByRole('link', { name: /its other end eth0 in blue 1400/ });
    await expect(mismatch).toHaveCount(0);
    await node.run('ip -n blue link set eth0 mtu 1400');
    await expect(mismatch).toBeVisible();
    await mismatch.click();
    await expect(findings).toContainText('What to do');
    await node.run('ip -n blue link set eth0 mtu 1500');
    await expect(mismatch).toHaveCount(0);
  });

  test('keeps zoom and place while the node changes', async ({ page }) => {
    node = await followed(page);
    const canvas = page.getByRole('application');
    const viewport = async () => {
      const [x, y, zoom] = ((await canvas.getAttribute('data-viewport')) ?? '').split(' ');
      return { x, y, zoom };
    };
    const fitted = await viewport();
    // Nobody has moved it: it is not fitted anew, either when the marks come or when they go.
    await node.run('ip netns add zealot');
    await expect(page.getByText('What went is in the list of changes.')).toBeVisible();
    expect(await viewport()).toEqual(fitted);
    await node.run('sysctl -qw net.ipv4.conf.veth1.proxy_arp=1');
    await expect(timeline(page)).toContainText('records changed');
    await expect(page.getByText('What went is in the list of changes.')).toHaveCount(0);
    expect(await viewport()).toEqual(fitted);

    await page.keyboard.press('+');
    await expect.poll(async () => (await viewport()).zoom).not.toBe(fitted.zoom);
    const zoomed = await viewport();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await viewport()).x).not.toBe(zoomed.x);
    const moved = await viewport();
    // A namespace without a link stands beside all others: nothing has to make room.
    await node.run('ip netns add zebra');
    await expect(timeline(page)).toContainText('came');
    await expect(page.getByText('What went is in the list of changes.')).toBeVisible();
    expect(await viewport()).toEqual(moved);
  });

  test('says what it follows, and looks again when asked to', async ({ page }) => {
    node = await followed(page);
    // No event tells of this setting.
    await node.run('sysctl -qw net.ipv4.conf.all.route_localnet=1');
    await liveness(page).click();
    const following = page.getByRole('dialog', { name: 'Following this node' });
    await expect(following).toContainText('Nothing has changed since.');
    expect(await violationsOn(page)).toEqual([]);
    await following.getByRole('button', { name: 'Look again now' }).click();
    await expect(timeline(page)).toContainText('somebody asked');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Changes' }).click();
    await expect(changes(page)).toContainText('sysctls');
  });

  test('says so when the server is gone, and goes on when it is back', async ({ page }) => {
    node = await followed(page);
    await node.run(`kill ${node.server}`);
    await expect(liveness(page)).toHaveText(/^Not live since .*: the server does not answer/);
    // What was seen stays on screen.
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
    await expect(timeline(page)).toBeVisible();

    await node.run('ip link add br7 type bridge');
    await serve(node);
    await expect(liveness(page)).toHaveText(/^Live, as of/);
    await expect(page.getByRole('application')).toHaveAccessibleName(/\b5 interfaces/);
  });
});

test('nothing of this is shown where no node is followed', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  await expect(timeline(page)).toHaveCount(0);
  await expect(page.getByText(/\blive\b/i)).toHaveCount(0);
});
