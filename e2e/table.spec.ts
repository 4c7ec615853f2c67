import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

const HOST = 'calico-single-node';

test.describe('the picture as a table', () => {
  test('is turned to by a key, walked by arrows, and keeps the selection', async ({ page }) => {
    await openSample(page, { selected: `if/${HOST}/host/vxlan.calico` });
    await page.keyboard.press('v');
    const grid = page.getByRole('grid', { name: 'The picture as a table' });
    await expect(grid.getByRole('row', { name: /^VXLAN vxlan\.calico/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/selected=node\/calico-single-node/);
    await page.keyboard.press('v');
    await expect(page.getByRole('application')).toBeVisible();
    await page.goBack();
    await expect(grid).toBeVisible();
  });

  test('is sorted by its titles and follows the legend', async ({ page }) => {
    await openSample(page, { as: 'table', hide: 'veth' });
    const grid = page.getByRole('grid', { name: 'The picture as a table' });
    await expect(page.getByText(/\d+ hidden by its legend/)).toBeVisible();
    await expect(grid.getByRole('row', { name: /^veth/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Kind' }).click();
    await page.getByRole('button', { name: 'Kind' }).click();
    await expect(grid.getByRole('row').nth(1)).toHaveAccessibleName(/^VXLAN/);
  });

  test('leaves one way out by the same key as the picture', async ({ page }) => {
    await openSample(page, { as: 'table', selected: `if/${HOST}/host/cali9d04617f188` });
    const grid = page.getByRole('grid', { name: 'The picture as a table' });
    await expect(grid).toBeVisible();
    await page.keyboard.press('p');
    await expect(page.getByText(/^Only .* and its way out$/)).toBeVisible();
    await expect(grid.getByRole('row', { name: /cni0/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(grid.getByRole('row', { name: /^bridge cni0/ })).toBeVisible();
  });

  test('axe finds nothing', async ({ page }) => {
    await openSample(page, { as: 'table' });
    await expect(page.getByRole('grid')).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
  });
});
