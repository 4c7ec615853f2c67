import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

test.describe('nftables', () => {
  let server: ClusterServer;
  test.beforeAll(async () => {
    const path = 'packages/parsers/src/commands/nft/fixtures/same-ruleset';
    const text = readFileSync(`${path}/debian12-nftables-1.0.6--edge.json.txt`, 'utf8');
    const files = [{ path: 'host/nft_-j_list_ruleset', text }];
    server = await serveCluster([{ name: 'edge', files, diagnostics: [] }]);
  });
  test.afterAll(() => server.stop());

  const openNft = (page: Page, view: Readonly<Record<string, string>> = {}) =>
    page.goto(`${server.address}#/c/edge?${new URLSearchParams({ tab: 'iptables', ...view })}`);

  test('a table that iptables does not list, with its chains, sets and rules', async ({ page }) => {
    await openNft(page);
    await page.getByRole('button', { name: /^nft inet edge/ }).click();
    await expect(page.getByText('A trace does not judge these rules')).toBeVisible();
    const list = page.getByRole('region', { name: 'Chains and sets' });
    await expect(list.getByRole('link', { name: /^early/ })).toContainText(
      'hook prerouting, priority -300, filter, policy accept',
    );
    await list.getByRole('link', { name: /^input/ }).click();
    const rules = page.getByRole('region', { name: 'Rules of input' });
    await expect(rules.getByText('meta l4proto . th dport @allowed_ports')).toBeVisible();
    await expect(rules.getByText('reject with icmpx admin-prohibited')).toBeVisible();

    // All of the ruleset is one line: the rule's own part of it is marked.
    await rules.getByRole('link', { name: /^Source of rule 5 of input/ }).click();
    await expect(page.locator('mark')).toHaveText(/^\{"family".*"admin-prohibited"\}\}\]\}$/);
    await page.goBack();
    await page.getByRole('link', { name: 'All chains' }).click();
    await page.getByLabel('Filter chains and sets').fill('198.51.100.7');
    await expect(list.getByText('@blocklist')).toBeVisible();
    await expect(list.getByText('@backends')).toBeHidden();
  });

  test('a verdict map leads to a chain, and the chain says so', async ({ page }) => {
    await openNft(page, { table: 'nft inet edge', chain: 'from_outside', rule: '10' });
    const referrers = page.getByRole('region', { name: 'Referred to by' });
    await expect(referrers.getByText('jump from map @zones')).toBeVisible();
    await page.getByRole('link', { name: 'goto refused' }).click();
    await expect(referrers.getByRole('link', { name: 'from_outside 10' })).toBeVisible();
  });

  test('hooks of devices and bridges stand at their places of the way', async ({ page }) => {
    const text = [
      'table netdev edge {',
      '\tchain in {',
      '\t\ttype filter hook ingress devices = { eth0, eth1 } priority -500; policy drop;',
      '\t}',
      '\tchain out {',
      '\t\ttype filter hook egress device "eth0" priority filter; policy accept;',
      '\t}',
      '}',
      'table bridge between {',
      '\tchain fwd {',
      '\t\ttype filter hook forward priority filter; policy drop;',
      '\t\tether saddr 0a:58:0a:55:00:02 accept',
      '\t}',
      '}',
    ];
    const files = [{ path: 'host/nft_list_ruleset', text: text.join('\n') }];
    const { address, stop } = await serveCluster([{ name: 'devices', files, diagnostics: [] }]);
    await page.goto(`${address}#/c/devices?tab=iptables`);
    const way = page.getByRole('region', { name: "A packet's way through the hooks" });
    const boxes = way.getByRole('heading', { level: 3 });
    await expect(boxes).toHaveText([
      ...['ingress of eth0', 'ingress of eth1', 'PREROUTING', 'INPUT', 'OUTPUT', 'FORWARD'],
      ...['POSTROUTING', 'egress of eth0', 'Frames at bridges'],
      ...['PREROUTING', 'INPUT', 'OUTPUT', 'FORWARD', 'POSTROUTING'],
    ]);
    const bridge = way.getByRole('region', { name: "A frame's way through a bridge" });
    await expect(bridge.getByRole('region', { name: 'FORWARD of bridges' })).toContainText(
      'policy DROP',
    );
    expect(await violationsOn(page)).toEqual([]);
    await way.getByRole('region', { name: 'ingress of eth1' }).getByRole('link').click();
    await expect(page.getByRole('heading', { name: 'in', exact: true })).toBeVisible();
    await expect(page.getByText('of eth0, eth1')).toBeVisible();
    stop();
  });

  test('a rule is taken along as a command, and as a link that leads to it', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openNft(page, { table: 'nft inet edge', chain: 'from_outside' });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const menu = page.getByRole('button', { name: 'Copy rule 4 of from_outside' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Add it at its place' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await copied()).toBe(
      "nft add rule inet edge from_outside index 2 'tcp flags syn / fin,syn,rst,ack ct count over 20 reject with tcp reset'",
    );
    await menu.click();
    await page.getByRole('menuitem', { name: 'Copy a link to this rule' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const other = await context.newPage();
    await other.goto(await copied());
    const rules = other.getByRole('region', { name: 'Rules of from_outside' });
    await expect(rules.locator('[aria-current]')).toContainText('ct count over 20');
  });

  test('axe finds nothing', async ({ page }) => {
    await openNft(page, { table: 'nft inet edge', chain: 'from_outside', rule: '2' });
    await expect(page.getByRole('region', { name: 'Rules of from_outside' })).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'All chains' }).click();
    await expect(page.getByText('@blocklist')).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: /^Source of set blocklist/ }).click();
    await expect(page.locator('mark')).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
  });
});

test('rules of nftables between two captures, and what they counted', async ({ page, request }) => {
  const listing = (packets: number, more: string) =>
    [
      ...['```sh', 'nft -a list ruleset', '```', '```', 'table inet edge {', '\tchain input {'],
      '\t\ttype filter hook input priority filter; policy accept;',
      `\t\ttcp dport 22 counter packets ${packets} bytes 7200 jump ssh # handle 3`,
      ...[`\t\t${more}`, '\t}', '\tchain ssh {', '\t\taccept # handle 5', '\t}', '}', '```'],
    ].join('\n');
  const { address, stop } = await serveCluster([]);
  const upload = async (text: string) => {
    const data = Buffer.from(text);
    const headers = { 'content-type': 'application/octet-stream' };
    const url = new URL('/api/v1/captures?name=edge.md', address);
    return ((await (await request.post(`${url}`, { data, headers })).json()) as { id: string }).id;
  };
  const monday = await upload(listing(120, 'tcp dport 23 drop # handle 4'));
  const tuesday = await upload(listing(480, 'tcp dport 80 accept # handle 6'));
  const view = { tab: 'iptables', table: 'nft inet edge', compare: monday, heat: 'counters' };
  await page.goto(`${address}#/c/${tuesday}?${new URLSearchParams(view)}`);
  const chains = page.getByRole('region', { name: 'Chains and sets' });
  await expect(chains.getByRole('link', { name: /^ssh/ })).toContainText('480 packets, 1 rule');
  await expect(chains.getByRole('link', { name: /input/ })).toContainText('2 changed, 2 rules');
  await chains.getByRole('link', { name: /input/ }).click();
  const rules = page.getByRole('region', { name: 'Rules of input' }).getByRole('listitem');
  await expect(rules.filter({ hasText: 'tcp dport 80' })).toContainText('came');
  await expect(rules.first()).not.toContainText('came');
  const ground = await rules.first().locator('> div').getAttribute('style');
  expect(ground).toContain('color-mix');
  await expect(page.getByRole('region', { name: 'Rules that went' })).toContainText(
    'dport 23 drop',
  );
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Heat' }).click();
  await expect(rules.first().locator('> div')).not.toHaveAttribute('style', /color-mix/);
  stop();
});

test('kube-proxy’s table comes to services, the rules are one step away', async ({ page }) => {
  const path = 'packages/parsers/src/commands/nft/fixtures/kube-proxy';
  const text = readFileSync(`${path}/debian12-nftables-1.0.6--ruleset.json.txt`, 'utf8');
  const files = [{ path: 'host/nft_-j_list_ruleset', text }];
  const { address, stop } = await serveCluster([{ name: 'kube', files, diagnostics: [] }]);
  await page.goto(`${address}#/c/kube?tab=iptables&table=nft+ip+kube-proxy`);
  const services = page.getByRole('region', { name: 'Services' }).getByRole('listitem');
  const first = services.filter({ hasText: 'ns1/svc1:p80' }).first();
  await expect(first).toContainText('172.30.0.41:80/tcp');
  await expect(first).toContainText('50 %10.180.0.1:80');
  const told = page.getByRole('region', { name: 'Not understood' });
  await expect(told).toContainText('1 rule in kube-proxy’s chains is not as kube-proxy writes');
  expect(await violationsOn(page)).toEqual([]);
  await page.getByLabel('Filter services').fill('3001');
  await expect(services.filter({ hasText: 'ns1/svc1:p80' })).toHaveCount(0);
  await told.getByRole('link').click();
  await expect(page.getByRole('region', { name: /^Rules of external-/ })).toContainText('dport 81');
  await page.getByRole('link', { name: 'All chains' }).click();
  await expect(page).toHaveURL(/machinery=raw/);
  await expect(page.getByRole('region', { name: 'Chains and sets' })).toBeVisible();
  stop();
});
