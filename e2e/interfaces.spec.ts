import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

const HOST = 'calico-single-node';

test('all that ip printed of an interface, what it means, and its line', async ({ page }) => {
  await openSample(page, { selected: `if/${HOST}/host/cni0` });
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByRole('button', { name: /^Show \d+ fields$/ }).click();
  const kind = details.getByRole('region', { name: 'Of its kind, bridge' });
  const row = kind.getByRole('row').filter({ hasText: 'forward_delay' });
  await expect(row).toContainText('1500');
  const term = row.getByRole('button', { name: 'forward_delay' });
  // Walking by keyboard scrolls: the meaning stays.
  await term.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('tooltip')).toContainText('before it forwards');
  await row.getByRole('link', { name: /^Source of forward_delay/ }).click();
  await expect(page.getByRole('tab', { name: 'Evidence' })).toHaveAttribute('data-state', 'active');
});

test('a bridge of which no forwarding database was captured says which command would tell', async ({
  page,
}) => {
  await openSample(page, { selected: `if/${HOST}/host/cni0` });
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details.getByRole('region', { name: 'Ports' }).getByRole('row')).toHaveCount(5);
  await expect(details.getByText('bridge -d fdb show')).toBeVisible();
});

test.describe('two nodes', () => {
  let server: ClusterServer;
  test.beforeAll(async () => {
    server = await serveCaptures([
      'examples/calico-two-nodes/control.tar.gz',
      'examples/calico-two-nodes/worker.tar.gz',
    ]);
  });
  test.afterAll(() => server.stop());

  test('a bridge tells which pod a MAC address is, and its filter finds it', async ({ page }) => {
    await page.goto(`${server.address}#/?node=node/worker&selected=if/worker/host/cni0`);
    const database = page.getByRole('region', { name: 'Forwarding database' });
    await page.getByLabel('Filter: Forwarding database').fill('dns-worker learned');
    await expect(database.getByRole('row')).toHaveCount(2);
    await expect(database).toContainText('02:85:00:00:02:02');
    await database.getByRole('link', { name: 'eth0 in dns-worker' }).click();
    await expect(page.getByRole('heading', { name: 'eth0 in dns-worker' })).toBeVisible();
  });

  test('a VXLAN device tells its peer, proven, and leads there', async ({ page }) => {
    await page.goto(`${server.address}#/?node=node/worker&selected=if/worker/host/vxlan.calico`);
    const peers = page.getByRole('region', { name: 'Peers' });
    await expect(peers.getByRole('row').nth(1)).toContainText('10.0.0.11');
    await expect(peers.getByText('proven')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Neighbours' })).toContainText('PERMANENT');
    await peers.getByRole('link', { name: 'control', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'control', exact: true })).toBeVisible();
  });
});
