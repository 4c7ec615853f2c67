import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe finds in each theme, as `dark color-contrast: <p class="…">`. The page follows the system's
 * theme, so it is looked at in both without being opened anew; `within` is a selector.
 */
export async function violationsOn(page: Page, within = 'html'): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // A colour on its way to another would be judged as it is half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    // There are no frames, whose results axe would put together in a page that it opens for that.
    const axe = new AxeBuilder({ page }).include(within).setLegacyMode(true);
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      found.push(`${colorScheme} ${id}: ${nodes[0]?.html}`);
    }
  }
  return found;
}
