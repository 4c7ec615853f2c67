import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';

const CALI = 'if/calico-single-node/host/cali9d04617f188';

test.describe('the address of the page', () => {
  test('opens the first capture when it names none, and says so', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
    await expect(page).toHaveURL(/#\/c\/[a-z0-9-]+/);
  });

  test('restores selection, tab and theme after a reload', async ({ page }) => {
    await openSample(page, { selected: CALI, tab: 'addresses', theme: 'dark' });
    const details = page.getByRole('region', { name: 'Details' });
    await expect(details.getByRole('heading', { name: 'cali9d04617f188' })).toBeVisible();
    await page.reload();
    await expect(details.getByRole('heading', { name: 'cali9d04617f188' })).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Addresses' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('is taken back step by step', async ({ page }) => {
    await openSample(page, { selected: CALI });
    await page.getByRole('tab', { name: 'Evidence' }).click();
    await expect(page).toHaveURL(/tab=evidence/);
    await page.goBack();
    await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(page).not.toHaveURL(/tab=/);
  });

  test('names something that this capture does not hold', async ({ page }) => {
    await openSample(page, { selected: 'if/elsewhere/host/eth7' });
    await expect(page.getByText('Nothing here has the id if/elsewhere/host/eth7')).toBeVisible();
    await page.getByRole('button', { name: 'Show what is here' }).click();
    await expect(page.getByRole('region', { name: 'Pods' })).toBeVisible();
  });

  test('names a capture that is not there', async ({ page }) => {
    await page.goto('/#/c/no-such-capture');
    await expect(page.getByText('There is no such capture')).toBeVisible();
    await page
      .getByRole('link', { name: /^Open / })
      .first()
      .click();
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  });

  test('holds nonsense', async ({ page }) => {
    await openSample(page, {
      tab: 'nonsense',
      evidence: 'gone.md:7-3|:|x:9999999',
      netns: 'netns/a/b',
      family: '9',
      rule: '-1',
    });
    await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    for (const tab of ['Addresses', 'Routes', 'iptables', 'Evidence']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByText('Cannot show')).toHaveCount(0);
    }
  });

  test('is followed by keys: tabs by number, Esc selects nothing', async ({ page }) => {
    await openSample(page, { selected: CALI });
    await page.keyboard.press('5');
    await expect(page).toHaveURL(/tab=evidence/);
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/selected=/);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys and help' })).toBeVisible();
  });
});
