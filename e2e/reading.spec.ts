import type { Page, Route } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';

/** Holds back the files of a capture until the test lets them come. */
async function holdFiles(page: Page) {
  const held: Route[] = [];
  await page.route('**/api/v1/captures/*/files', (route) => void held.push(route));
  const areAsked = () => expect.poll(() => held.length).toBeGreaterThan(0);
  const letCome = async () => {
    await areAsked();
    for (const route of held.splice(0)) await route.continue().catch(() => {});
  };
  return { areAsked, letCome };
}

test.describe('while a capture is read', () => {
  test('the page says so, and shows the picture when it is there', async ({ page }) => {
    const { letCome } = await holdFiles(page);
    await page.goto('/');
    await expect(page.getByRole('progressbar', { name: /Opening the capture/ })).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
    await letCome();
    await expect(page.getByRole('region', { name: 'Picture' })).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
    await expect(page.getByRole('progressbar')).toBeHidden();
  });

  test('it can be cancelled and read after all', async ({ page }) => {
    const { areAsked, letCome } = await holdFiles(page);
    await page.goto('/');
    await areAsked();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The capture was not read')).toBeVisible();
    await letCome();
    await expect(page.getByRole('region', { name: 'Picture' })).toBeHidden();
    await page.getByRole('button', { name: 'Read it' }).click();
    await letCome();
    await expect(page.getByRole('region', { name: 'Picture' })).toBeVisible();
  });

  test('a failure is told in one line, with a way on', async ({ page }) => {
    await page.route('**/api/v1/captures/*/files', (route) =>
      route.fulfill({ status: 500, json: { error: { message: 'the disk is gone' } } }),
    );
    await page.goto('/');
    await expect(page.getByText('the disk is gone')).toBeVisible();
    await page.unroute('**/api/v1/captures/*/files');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('region', { name: 'Picture' })).toBeVisible();
  });
});
