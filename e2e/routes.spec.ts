import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';

test.describe('the route drill-down', () => {
  test('shows the tables in look-up order, each route with its meaning', async ({ page }) => {
    await openSample(page, { tab: 'routes' });
    const main = page.getByRole('region', { name: 'Table main' });
    await expect(
      main.getByText('everything else: the default gateway 172.16.0.254 on eth0'),
    ).toBeVisible();
    await expect(main.getByText(/this node's Calico address block/)).toBeVisible();
    await expect(
      main.getByText('workload route to calico-apiserver-56cc46c8d5-6df76'),
    ).toBeVisible();
  });

  test('answers where an address would go, with the losers', async ({ page }) => {
    await openSample(page, { tab: 'routes' });
    await page.getByLabel('Where would this address go?').fill('192.168.2.1');
    const answer = page.getByRole('region', { name: 'Route look-up' });
    await expect(answer.getByText('192.168.2.1 goes out by cali9d04617f188.')).toBeVisible();
    await expect(answer.getByText('shorter prefix: /26 against /32')).toBeVisible();
    await expect(page).toHaveURL(/lookup=192\.168\.2\.1/);
  });

  test('says blackhole for an address of the block that no pod has', async ({ page }) => {
    await openSample(page, { tab: 'routes', lookup: '192.168.2.9' });
    await expect(
      page.getByText('192.168.2.9 is dropped in silence: a blackhole route.'),
    ).toBeVisible();
  });

  test('follows a route to the pod it leads to, and to the line that proves it', async ({
    page,
  }) => {
    await openSample(page, { tab: 'routes' });
    const row = page
      .getByRole('listitem')
      .filter({ hasText: 'workload route to calico-apiserver-56cc46c8d5-6df76' });
    await row.getByRole('link', { name: /^Source of the route to 192\.168\.2\.1/ }).click();
    await expect(page.getByText('192.168.2.1 dev cali9d04617f188 scope link')).toBeVisible();
    await page.goBack();
    await row.getByRole('link', { name: 'show' }).click();
    await expect(
      page.getByRole('heading', { name: 'calico-apiserver-56cc46c8d5-6df76' }).first(),
    ).toBeVisible();
  });

  test("explains a pod's stand-in gateway", async ({ page }) => {
    await openSample(page, {
      tab: 'routes',
      netns: 'netns/calico-single-node/1631d05f-a264-4956-8bd0-9851884eb00b',
    });
    await expect(page.getByText(/answered by proxy ARP on cali9d04617f188/).first()).toBeVisible();
  });
});
