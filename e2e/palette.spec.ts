import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

test.describe('the command palette', () => {
  test.beforeEach(async ({ page }) => {
    await openSample(page);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  });

  test('goes to a pod, and remembers it', async ({ page }) => {
    await page.keyboard.type('p4kzt');
    await expect(page.getByRole('option').first()).toContainText('coredns-7db6d8ff4d-p4kzt');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/selected=pod\/kube-system\/coredns-7db6d8ff4d-p4kzt/);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option').first()).toContainText('coredns-7db6d8ff4d-p4kzt');
    await page.goBack();
    await expect(page).not.toHaveURL(/selected=/);
  });

  test('shows the routes of a pod', async ({ page }) => {
    await page.keyboard.type('routes of p4kzt');
    await expect(page.getByRole('option').first()).toContainText('Routes of coredns');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/tab=routes/);
    await expect(page.getByRole('tab', { name: 'Routes' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  test('does what a key does, and gives the focus where the action wants it', async ({ page }) => {
    await page.keyboard.type('trace a packet');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/tab=trace/);
    await expect(page.getByRole('combobox', { name: 'From' })).toBeFocused();
  });

  test('closes by the same keys, says when nothing matches, and axe finds nothing', async ({
    page,
  }) => {
    await page.keyboard.type('no such thing');
    await expect(page.getByText('Nothing to do or to see matches')).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
