import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';

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
