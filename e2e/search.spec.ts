import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';

test.describe('search', () => {
  test.beforeEach(async ({ page }) => openSample(page));

  for (const key of ['/']) {
    test(`is reached by ${key}`, async ({ page }) => {
      await page.keyboard.press(key);
      await expect(page.getByRole('combobox', { name: 'Search everything' })).toBeFocused();
    });
  }

  test('finds a pod and selects it', async ({ page }) => {
    const box = page.getByRole('combobox', { name: 'Search everything' });
    await box.fill('coredns p4kzt');
    await page
      .getByRole('group', { name: /^Pods/ })
      .getByRole('option', { name: /coredns-7db6d8ff4d-p4kzt/ })
      .click();
    await expect(
      page.getByRole('region', { name: 'Details' }).getByRole('heading', { level: 2 }),
    ).toHaveText('coredns-7db6d8ff4d-p4kzt');
    await expect(page).toHaveURL(/selected=pod\/kube-system\/coredns-7db6d8ff4d-p4kzt/);
  });

  test('finds the routes that cover an address that is on no interface', async ({ page }) => {
    const box = page.getByRole('combobox', { name: 'Search everything' });
    await box.fill('192.168.2.9');
    const routes = page.getByRole('group', { name: /^Routes/ });
    await expect(routes.getByRole('option').first()).toContainText('192.168.2.0/26');
    await box.press('Enter');
    await expect(page).toHaveURL(/tab=routes/);
    await expect(page).toHaveURL(/lookup=192\.168\.2\.9/);
  });

  for (const [what, query, group, option] of [
    ['an interface by its MAC address', '66:b9:7e:86:1e:53', 'Interfaces', 'vxlan.calico'],
    ['an interface by its address', '10.0.0.11', 'Addresses', '10.0.0.11/24'],
    ['a namespace by another name of it', 'a6630dc0', 'Namespaces', 'host'],
    ['a service', 'kube-dns', 'Services', 'kube-dns'],
    ['a policy', 'allow-apiserver', 'Policies', 'NetworkPolicy in calico-apiserver'],
    ['a chain by its hash', 'KUBE-SVC-ERIFXISQEP7F7OF4', 'Chains', 'KUBE-SVC-ERIFXISQEP7F7OF4'],
  ] as const) {
    test(`finds ${what}`, async ({ page }) => {
      await page.getByRole('combobox', { name: 'Search everything' }).fill(query);
      await expect(
        page
          .getByRole('group', { name: new RegExp(`^${group}`) })
          .getByRole('option')
          .first(),
      ).toContainText(option);
    });
  }

  test('walks the results by keys, also those shown later', async ({ page }) => {
    const box = page.getByRole('combobox', { name: 'Search everything' });
    await box.fill('cali-');
    const all = page.getByRole('option', { name: /^All \d+ chains/ });
    await expect(all).toBeVisible();
    await box.press('ArrowUp');
    const before = await page.getByRole('option').count();
    await all.click();
    expect(await page.getByRole('option').count()).toBeGreaterThan(before);
    await box.press('Escape');
    await expect(page.getByRole('option')).toHaveCount(0);
  });

  test('says when nothing matches', async ({ page }) => {
    await page.getByRole('combobox', { name: 'Search everything' }).fill('no-such-thing');
    await expect(page.getByText('Nothing in this capture matches “no-such-thing”.')).toBeVisible();
  });
});
