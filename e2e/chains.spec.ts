import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

test.describe('the iptables drill-down', () => {
  test('follows a service from KUBE-SERVICES to the pod, and back by the breadcrumbs', async ({
    page,
  }) => {
    await openSample(page, { tab: 'iptables', table: 'nat', machinery: 'raw' });
    await page.getByRole('navigation', { name: 'Hooks' }).getByText('PREROUTING').click();
    await page.getByRole('link', { name: 'KUBE-SERVICES', exact: true }).click();
    const rules = page.getByRole('region', { name: 'Rules of KUBE-SERVICES' });
    await expect(rules.getByText('kube-system/kube-dns:dns', { exact: true })).toBeVisible();
    await rules.getByRole('link', { name: 'KUBE-SVC-TCOU7JCQXEZGVUNU' }).click();
    await expect(page.getByText('by chance, 50 % of packets')).toBeVisible();
    await page.getByRole('link', { name: 'KUBE-SEP-WAIILD3LBHUAKL5L' }).click();
    await expect(page.getByText('destination becomes 10.85.0.4:53')).toBeVisible();
    await expect(page.getByText(/→ 10\.85\.0\.4:53 \(coredns-7db6d8ff4d-slnrj\)/)).toBeVisible();
    const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' });
    await crumbs.getByRole('link', { name: 'KUBE-SERVICES' }).click();
    await expect(page.getByRole('region', { name: 'Rules of KUBE-SERVICES' })).toBeVisible();
  });

  test('starts at the hooks, in the order in which a packet meets the tables', async ({ page }) => {
    await openSample(page, { tab: 'iptables' });
    const hooks = page.getByRole('region', { name: "A packet's way through the hooks" });
    const input = hooks.getByRole('region', { name: 'INPUT' });
    await expect(input.getByRole('listitem')).toHaveText([/^filter.*5 rules/, /^nat.*0 rules/]);
    // Each table was listed by itself, so what others hold is unknown, not nothing.
    await expect(input.getByText('not captured: raw')).toHaveCount(0);
    await expect(input.getByText('not captured: mangle, security')).toBeVisible();
    await hooks.getByRole('region', { name: 'POSTROUTING' }).getByText('nat').click();
    await expect(page.getByRole('region', { name: 'Rules of POSTROUTING' })).toBeVisible();
    await page.getByRole('button', { name: 'Hooks' }).click();
    await expect(input).toBeVisible();
    await page.getByRole('button', { name: 'IPv6' }).click();
    await expect(hooks).toBeHidden();
    await expect(page.getByText(/No ip6tables rules of .* were captured/)).toBeVisible();
  });

  test('says that this listing hides interfaces', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'filter' });
    await expect(page.getByText(/This listing hides interfaces/)).toBeVisible();
  });

  test('expands a jump in place', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'filter', chain: 'INPUT' });
    await page.getByRole('button', { name: 'Expand cali-INPUT in place' }).click();
    await expect(page.getByText('Allow IPv4 VXLAN packets from allowed hosts')).toBeVisible();
    await page.getByRole('button', { name: 'Collapse cali-INPUT in place' }).click();
    await expect(page.getByText('Allow IPv4 VXLAN packets from allowed hosts')).toBeHidden();
  });

  test('says who refers to a chain', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'nat', chain: 'KUBE-SERVICES' });
    const referrers = page.getByRole('region', { name: 'Referred to by' });
    await expect(referrers.getByRole('link', { name: 'PREROUTING 2' })).toBeVisible();
    await expect(referrers.getByRole('link', { name: 'OUTPUT 2' })).toBeVisible();
  });

  test('names hashed chains and finds them by service', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'nat', machinery: 'raw' });
    await page.getByLabel('Filter chains').fill('calico-typha');
    const chains = page.getByRole('region', { name: 'Chains' });
    await expect(chains.getByText('KUBE-SVC-RK657RLKDNVNU64O')).toBeVisible();
    await expect(chains.getByText('KUBE-SEP-T7B34ACBXBTVP7YI')).toBeVisible();
    await expect(chains.getByText('KUBE-SERVICES')).toBeHidden();
  });

  test('draws the chains that a hook leads to', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'filter', chain: 'FORWARD', rule: 'graph' });
    const graph = page.getByRole('region', { name: 'Chains around FORWARD' });
    await expect(graph.getByRole('link', { name: /^cali-from-wl-dispatch-6/ })).toBeVisible();
    // By keyboard: into the next column, and down in it.
    await graph.getByRole('link', { name: /^FORWARD/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(graph.getByRole('link', { name: /^FORWARD/ })).not.toBeFocused();
    await graph.getByRole('link', { name: /^KUBE-FORWARD/ }).click();
    await expect(page.getByRole('region', { name: 'Rules of KUBE-FORWARD' })).toBeVisible();
  });

  test('draws a table from its hooks on, and names chains that none of them leads to', async ({
    page,
  }) => {
    await openSample(page, { tab: 'iptables', table: 'filter', machinery: 'raw' });
    await page.getByRole('link', { name: 'Graph' }).click();
    const graph = page.getByRole('region', { name: 'Chains of filter' });
    await expect(graph.getByRole('link', { name: /^INPUT/ })).toBeVisible();
    const unreached = page.getByRole('region', { name: 'Chains that no hook leads to' });
    await expect(unreached.getByRole('link', { name: 'KUBE-PROXY-CANARY' })).toBeVisible();
    await page.getByRole('link', { name: 'Chains', exact: true }).click();
    await expect(page.getByLabel('Filter chains')).toBeVisible();
  });

  test('does not write a command for a rule of which the listing hides a part', async ({
    page,
  }) => {
    await openSample(page, { tab: 'iptables', table: 'filter', chain: 'KUBE-FIREWALL' });
    await page.getByRole('button', { name: 'Copy rule 1 of KUBE-FIREWALL' }).click();
    await expect(
      page.getByText(/It is no command: the listing hides which interfaces/),
    ).toBeVisible();
    await expect(page.getByRole('menuitem')).toHaveText(['Copy a link to this rule']);
  });

  test('opens the source of a rule', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'filter', chain: 'KUBE-FIREWALL' });
    await page.getByRole('link', { name: /^Source of rule 1 of KUBE-FIREWALL/ }).click();
    await expect(page.getByText(/block incoming localnet connections/).first()).toBeVisible();
    await expect(page).toHaveURL(/tab=evidence/);
  });
});

test.describe('a long saved table', () => {
  let server: ClusterServer;
  test.beforeAll(async () => {
    const rules = Array.from(
      { length: 300 },
      (_, i) => `[0:0] -A INPUT -p tcp --dport ${i + 1} -j DROP`,
    );
    const text = [
      '*filter',
      ':INPUT ACCEPT [0:0]',
      ...rules,
      String.raw`[1:60] -A INPUT -i lo -m comment --comment "it\'s $(mine)" -j ACCEPT`,
      'COMMIT',
      '',
    ].join('\n');
    const files = [{ path: 'host/iptables-save_-c', text }];
    server = await serveCluster([{ name: 'edge', files, diagnostics: [] }]);
  });
  test.afterAll(() => server.stop());

  test('colours what counted packets, and says where nothing was counted', async ({ page }) => {
    await page.goto(`${server.address}#/c/edge?tab=iptables&table=filter&chain=INPUT&q=mine`);
    const rule = page.getByRole('region', { name: 'Rules of INPUT' }).getByRole('listitem');
    const ground = () => rule.locator('> div').evaluate((row) => row.style.backgroundColor);
    await expect(rule).toHaveCount(1);
    expect(await ground()).toBe('');
    await page.getByRole('button', { name: 'Heat' }).click();
    await expect(page).toHaveURL(/heat=counters/);
    expect(await ground()).toContain('color-mix');
    await openSample(page, { tab: 'iptables', table: 'filter', chain: 'INPUT', heat: 'counters' });
    await expect(page.getByRole('button', { name: 'No counters' })).toBeDisabled();
  });

  test('takes a rule along as a command, and as a link that leads to it', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${server.address}#/c/edge?tab=iptables&table=filter&chain=INPUT&q=mine`);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const menu = page.getByRole('button', { name: 'Copy rule 301 of INPUT' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Insert it at its place (-I)' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await copied()).toBe(
      String.raw`iptables -t filter -I INPUT 301 -i lo -m comment --comment 'it'\''s $(mine)' -j ACCEPT`,
    );
    await menu.click();
    await page.getByRole('menuitem', { name: 'Copy a link to this rule' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const link = await copied();
    const other = await context.newPage();
    await other.goto(link);
    const rule = other.getByRole('region', { name: 'Rules of INPUT' }).locator('[aria-current]');
    await expect(rule).toContainText('in by lo');
    await expect(rule).toBeFocused();
    await expect(rule).toBeInViewport();
  });
});
