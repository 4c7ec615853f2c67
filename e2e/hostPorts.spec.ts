import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { type ClusterServer, serveCluster } from './serveCluster.ts';

/** What CNI's portmap plugin writes, in iptables and in nftables. */
test.describe('host ports of pods', () => {
  let server: ClusterServer;
  test.beforeAll(async () => {
    const commands = 'packages/parsers/src/commands';
    const fixture = (path: string) => readFileSync(`${commands}/${path}.txt`, 'utf8');
    const rules = fixture('iptables/fixtures/portmap/debian12-iptables-nft-1.8.9--save');
    const nft = fixture('nft/fixtures/portmap/debian12-nftables-1.0.6--ruleset');
    const pods = [
      'NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE   IP          NODE    NOMINATED NODE   READINESS GATES',
      'default     web    1/1     Running   0          1d    10.85.0.7   edge    <none>           <none>',
      '',
    ].join('\n');
    const files = [
      { path: 'host/hostname', text: 'edge\n' },
      { path: 'host/iptables-save_-c_-t_nat', text: rules },
      { path: 'host/nft_list_ruleset', text: nft },
      { path: 'host/kubectl_get_pods_-A_-o_wide', text: pods },
    ];
    server = await serveCluster([{ name: 'edge', files, diagnostics: [] }]);
  });
  test.afterAll(() => server.stop());

  const open = (page: Page, table: string) =>
    page.goto(`${server.address}#/c/edge?${new URLSearchParams({ tab: 'iptables', table })}`);
  const listed = (page: Page) =>
    page.getByRole('region', { name: 'Host ports' }).getByRole('listitem');

  test('of iptables, each with its pod, and what takes its packets', async ({ page }) => {
    await open(page, 'nat');
    await expect(listed(page)).toHaveCount(4);
    const local = listed(page).filter({ hasText: '192.0.2.10:8443/tcp' });
    await expect(local).toContainText('10.85.0.7:443');
    await expect(local.getByRole('link', { name: 'web', exact: true })).toBeVisible();
    const tcp = listed(page).filter({ hasText: /^8080\/tcp/ });
    await expect(tcp.nth(0)).toContainText('no pod known, sandbox a1b2c3d4e5f60');
    await expect(tcp.nth(1)).toContainText('never reached');
    const told = page.getByRole('region', { name: 'Not understood' });
    await expect(told).toContainText('4 rules in CNI portmap’s chains are not as');
    expect(await violationsOn(page)).toEqual([]);

    await page.getByLabel('Filter host ports').fill('udp');
    await expect(listed(page)).toHaveCount(1);
    await listed(page).getByRole('link', { name: 'CNI-HOSTPORT-DNAT 2' }).click();
    await expect(page.getByRole('region', { name: 'Rules of CNI-HOSTPORT-DNAT' })).toBeVisible();
    await page.goBack();
    await expect(listed(page)).toHaveCount(1);
    await listed(page)
      .getByRole('link', { name: /^Source of host port 5353/ })
      .click();
    await expect(page.getByText('--to-destination 10.85.0.8:53').first()).toBeVisible();
  });

  test('of nftables, the rules one step away', async ({ page }) => {
    await open(page, 'nft ip cni_hostport');
    await expect(listed(page)).toHaveCount(3);
    const web = listed(page).filter({ hasText: '8080/tcp' });
    await expect(web.getByRole('link', { name: 'web', exact: true })).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('region', { name: 'Not understood' }).getByRole('link').click();
    await expect(page.getByText('tcp dport 8081 ip saddr 203.0.113.9')).toBeVisible();
    await page.getByRole('link', { name: 'All chains' }).click();
    await page.getByRole('link', { name: 'Host ports' }).click();
    await expect(listed(page)).toHaveCount(3);
  });
});
