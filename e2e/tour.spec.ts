import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

test.describe('the tour', () => {
  test('is offered once, led by keys, and ends where it began', async ({ page }) => {
    await openSample(page);
    const offer = page.getByRole('region', { name: 'Tour' });
    await offer.getByRole('button', { name: 'Take the tour' }).click();
    const step = page.getByRole('dialog');
    await expect(step).toContainText('The picture');
    await expect(step).toContainText('1 of 6');
    expect(await violationsOn(page, '.driver-popover')).toEqual([]);
    for (const title of ['What the signs mean', 'The details', 'Where a packet goes']) {
      await page.keyboard.press('ArrowRight');
      await expect(step).toContainText(title);
    }
    await page.keyboard.press('ArrowLeft');
    await expect(step).toContainText('The details');
    await page.keyboard.press('Escape');
    await expect(step).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
    await expect(offer).toHaveCount(0);
  });

  test('is there from the help sheet and the palette, and passes over what is not shown', async ({
    page,
  }) => {
    await openSample(page);
    await page.keyboard.press('d');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('tour');
    await page.keyboard.press('Enter');
    // A key during the way to a step is not heard.
    const step = page.getByRole('dialog');
    for (const [title, next] of [
      ['The picture', 'What the signs mean'],
      ['What the signs mean', 'What is wrong'],
    ] as const) {
      await expect(step).toContainText(title);
      await page.keyboard.press('ArrowRight');
      await expect(step).toContainText(next);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Take the tour' }).click();
    await expect(page.getByRole('dialog')).toContainText('The picture');
  });
});
