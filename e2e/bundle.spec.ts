import { expect, type Page, test } from '@playwright/test';
import { gzip, tarOf } from '../packages/parsers/src/testing/archives.ts';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

const LINKS = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
`;
const ROUTES = 'unicast default via 192.0.2.1 dev eth0 proto boot scope global\n';
const RULES =
  '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n';
/** What `ip -batch` prints between two listings. */
const LINK_1 = LINKS.split('\n').slice(0, 2).join('\n');

const COMMANDS = [
  '{ "command": "ip -d -s addr show", "netns": "host", "file": "host/addr", "exit": 0, "at": 0.10, "seconds": 0.01 }',
  '{ "command": "nft list tables", "netns": "host", "file": "host/nft", "exit": 1, "at": 2.00, "seconds": 0.02, "stderr": "host/nft.stderr" }',
  '{ "command": "ss -lntup", "netns": "host", "file": "host/ss", "exit": 143, "at": 2.10, "seconds": 10.96, "timedOut": true }',
  '{ "command": "ipset list", "netns": "host", "skipped": "ipset is not installed" }',
  '{ "command": "iptables-legacy-save -c", "netns": "host", "skipped": "the kernel has no legacy table in this namespace", "empty": true }',
  '{ "command": "ip -d route show table all", "netns": "blue", "file": "netns/blue/ip_-d_-batch", "part": 1, "exit": 0, "at": 0.20, "seconds": 0.01 }',
  '{ "command": "ip -d rule show", "netns": "blue", "file": "netns/blue/ip_-d_-batch", "part": 2, "exit": 0, "at": 0.20, "seconds": 0.01 }',
  '{ "command": "ip -d addr show", "netns": "blue", "file": "netns/blue/ip_-d_-batch", "part": 3, "exit": 0, "at": 0.20, "seconds": 0.01 }',
];

/** The folder of a bundle that `nobody` captured on that node, begun at that time. */
function bundleOf(node: string, started: string): Readonly<Record<string, string>> {
  const manifest = `{
 "format": "vethscope-bundle",
 "version": "1.0",
 "tool": "vethscope-capture 0.1.0",
 "node": "${node}",
 "started": "${started}",
 "user": "nobody",
 "kernel": "6.1.0-21-amd64",
 "namespaces": [
  { "name": "host", "folder": "host", "inode": 4026531840, "names": [], "processes": 5, "process": "bash", "state": "captured" },
  { "name": "blue", "folder": "netns/blue", "inode": 4026532281, "names": ["blue"], "paths": ["/run/netns/blue"], "processes": 2, "process": "pause", "state": "captured" },
  { "name": "red", "folder": "netns/red", "inode": 4026532282, "names": ["red"], "state": "failed", "reason": "entering it needs root" }
 ],
 "commands": [
  ${COMMANDS.join(',\n  ')}
 ]
}
`;
  const folder = `vethscope-${node}`;
  return {
    [`${folder}/host/addr`]: LINKS,
    [`${folder}/host/nft`]: '',
    [`${folder}/host/nft.stderr`]: 'Operation not permitted (you must be root)\n',
    [`${folder}/host/ss`]: '',
    [`${folder}/netns/blue/ip_-d_-batch`]: [ROUTES, RULES, LINKS].join(`${LINK_1}\n`),
    [`${folder}/manifest.json`]: manifest,
  };
}

async function openBundle(
  page: Page,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await page.getByLabel('Capture file').setInputFiles({
    name: `${name}.tar.gz`,
    mimeType: 'application/gzip',
    buffer: Buffer.from(gzip(await tarOf(files))),
  });
  await expect(page.getByRole('button', { name: new RegExp(`^Capture: ${name}`) })).toBeVisible();
}

test.describe('a bundle', () => {
  test('tells its age, which grows as time goes by', async ({ page }) => {
    await page.clock.install({ time: '2026-11-24T18:21:10Z' });
    await openSample(page);
    await expect(page.getByText(/^captured/)).toHaveCount(0);
    await openBundle(page, 'aging', bundleOf('worker1', '2026-11-24T18:18:04Z'));
    const age = page.getByRole('button', { name: /^captured/ });
    await expect(age).toHaveText('captured3 min ago');
    await expect(age.getByRole('img')).toHaveCount(0);
    await page.clock.fastForward('02:00');
    await expect(age).toHaveText('captured5 min ago');
    await age.focus();
    await expect(page.getByRole('tooltip')).toContainText('2026-11-24 18:18:04 UTC');
  });

  test('of several nodes warns when they were captured at different times', async ({ page }) => {
    await page.clock.install({ time: '2026-11-24T18:21:10Z' });
    await openSample(page);
    await openBundle(page, 'apart', {
      ...bundleOf('worker1', '2026-11-24T18:18:04Z'),
      ...bundleOf('worker2', '2026-11-24T16:18:04Z'),
    });
    const age = page.getByRole('banner').getByRole('button', { name: /captured/ });
    await expect(age).toContainText('3 min to 2 h ago');
    await expect(age.getByRole('img', { name: 'taken at different times' })).toBeVisible();
    await age.focus();
    await expect(page.getByRole('tooltip')).toContainText('Taken 2 h apart');
    const nodes = page.getByLabel('How the nodes were captured');
    const row = nodes.getByRole('row', { name: /worker2/ });
    await expect(row).toContainText('2 h ago');
    await expect(row).toContainText('6 run (1 failed, 1 hung), 1 not run, 1 known to list nothing');
  });

  test('says what is missing and why, and leads to the lines that tell', async ({ page }) => {
    await openSample(page);
    await openBundle(page, 'missing', bundleOf('worker1', '2026-11-24T18:18:04Z'));
    const missing = page.getByRole('list', { name: 'Missing, by reason' });
    await expect(missing).toContainText('ended with 1nft list tables');
    await expect(missing).toContainText('Operation not permitted (you must be root)');
    await expect(missing).toContainText('hung, ended after 11 sss -lntup');
    await expect(missing).toContainText('ipset is not installedipset list');
    await expect(missing).not.toContainText('iptables-legacy-save');
    await expect(
      page.getByRole('list', { name: 'Namespaces not captured, by reason' }),
    ).toContainText('entering it needs rootnamespace red');
    await expect(page.getByText('Not root: ')).toBeVisible();

    // By the keyboard: what is found wrong comes later, and moves what the pointer was on.
    await page.getByRole('button', { name: 'IP sets (not captured)' }).first().focus();
    await expect(page.getByRole('tooltip')).toContainText('ipset is not installed');

    await missing.getByRole('link', { name: /^Source of nft list tables/ }).click();
    const how = page.getByRole('region', { name: 'How this was captured' });
    await expect(how).toContainText('What it wrote to standard error: nft list tables on worker1');
    await expect(page.getByRole('region', { name: /host\/nft\.stderr$/ })).toContainText(
      'Operation not permitted',
    );
    await how.getByRole('link', { name: 'manifest' }).click();
    await expect(page.locator('[data-mark="current"]')).toContainText('"nft list tables"');
  });

  test('names above raw output the command it comes from, in a file of several', async ({
    page,
  }) => {
    await openSample(page);
    await openBundle(page, 'sources', bundleOf('worker1', '2026-11-24T18:18:04Z'));
    const show = async (place: string) => {
      const [view] = page.url().split('?');
      await page.goto(`${view}?tab=evidence&evidence=vethscope-worker1/${place}`);
    };
    const how = page.getByRole('region', { name: 'How this was captured' });
    await show('netns/blue/ip_-d_-batch:1');
    await expect(how).toContainText('ip -d route show table all in blue on worker1');
    await expect(how).toContainText('ended with 0');
    await show('netns/blue/ip_-d_-batch:5');
    await expect(how).toContainText('ip -d rule show in blue on worker1');
    await show('host/nft:1');
    await expect(how).toContainText('nft list tables on worker1');
    await expect(how).toContainText('ended with 1');
    await how.getByRole('button').focus();
    await expect(page.getByRole('tooltip')).toContainText('2026-11-24 18:18:06 UTC');
    await how.getByRole('link', { name: 'standard error' }).click();
    await expect(page.getByText('Operation not permitted (you must be root)')).toBeVisible();
  });

  test('tells of a namespace its inode, where it was found and who lives in it', async ({
    page,
  }) => {
    await openSample(page);
    await openBundle(page, 'inodes', bundleOf('worker1', '2026-11-24T18:18:04Z'));
    const [view] = page.url().split('?');
    await page.goto(`${view}?selected=netns/worker1/blue`);
    for (const told of ['4026532281', '/run/netns/blue', '2, one of them pause', '3 run']) {
      await expect(page.getByRole('definition').filter({ hasText: told })).toBeVisible();
    }
  });
});

test('axe finds nothing in how a bundle was captured', async ({ page }) => {
  await openSample(page);
  await openBundle(page, 'axe', bundleOf('worker1', '2026-11-24T18:18:04Z'));
  const [view] = page.url().split('?');
  for (const shown of [
    '',
    'selected=netns/worker1/blue',
    'tab=evidence&evidence=vethscope-worker1/host/nft.stderr:1',
  ]) {
    await page.goto(`${view}?${shown}`);
    await expect(page.getByText(/How (it|this) was captured|What it wrote/).first()).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
  }
});
