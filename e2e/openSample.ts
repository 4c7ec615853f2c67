import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Opens the sample capture that the server was started with, at a view given by its URL fields. */
export async function openSample(
  page: Page,
  view: Readonly<Record<string, string>> = {},
): Promise<void> {
  const response = await page.request.get('/api/v1/captures');
  const { captures } = (await response.json()) as { captures: { id: string; readOnly: boolean }[] };
  const id = captures.find((capture) => capture.readOnly)?.id ?? '';
  await page.goto(`/#/c/${encodeURIComponent(id)}?${new URLSearchParams(view)}`);
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
}
