import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

async function openShare(page: Page) {
  await page.getByRole('button', { name: 'Share this view' }).click();
  return page.getByRole('dialog', { name: 'Share this view' });
}

/** What the button saves, as bytes. */
async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path());
}

test.describe('a view is handed on', () => {
  test('as a picture of vectors, with its fonts and without what is hidden', async ({ page }) => {
    await openSample(page, { hide: 'bridge' });
    await openShare(page);
    const svg = (await saved(page, 'Save as SVG')).toString();
    expect(svg).toMatch(/^<svg xmlns=/);
    expect(svg).toContain('@font-face{font-family:"Inter"');
    expect(svg).toContain('>vxlan.calico<');
    expect(svg).not.toContain('>cni0<');
    // Nothing but the fonts in it is referred to.
    expect(svg.match(/url\((?!data:font\/woff2;base64,)|href=|src=/g)).toBeNull();
    const drawn = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return parsed.querySelector('parsererror') === null && parsed.querySelectorAll('rect').length;
    }, svg);
    expect(drawn).toBeGreaterThan(20);
  });

  test('as pixels, twice as many', async ({ page }) => {
    await openSample(page);
    await openShare(page);
    const [, width = '0'] =
      /width="(\d+)"/.exec((await saved(page, 'Save as SVG')).toString()) ?? [];
    const png = await saved(page, 'Save as PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // The header's first field: https://www.w3.org/TR/png-3/#11IHDR
    expect(png.readUInt32BE(16)).toBe(2 * Number(width));
  });

  test('as text that other tools draw, of what is not hidden', async ({ page }) => {
    await openSample(page, { hide: 'bridge' });
    await openShare(page);
    const topology = JSON.parse((await saved(page, 'Save as JSON')).toString());
    const names = topology.nodes.map(({ label }: { label: string }) => label);
    expect(names).toContain('vxlan.calico');
    expect(names).not.toContain('cni0');
    const dot = (await saved(page, 'Save as Graphviz')).toString();
    expect(dot).toMatch(/^digraph vethscope \{[\s\S]*vxlan\.calico/);
    expect(dot).not.toContain('"cni0');
    const mermaid = (await saved(page, 'Save as Mermaid')).toString();
    expect(mermaid).toMatch(/^flowchart TB\n[\s\S]*vxlan\.calico/);
  });

  test('as a link, by the clipboard', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openSample(page, { tab: 'routes' });
    await openShare(page);
    await page.getByRole('button', { name: 'Copy Link' }).click();
    await expect(page.getByText('The link is copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });

  test('as a page that opens with it, with notes and saved views', async ({ page, browser }) => {
    await openSample(page, { selected: 'if/calico-single-node/host/cni0' });
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('ask <b>Ann</b> about this bridge');
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect(page.getByText('ask <b>Ann</b> about this bridge')).toBeVisible();
    await page.getByRole('tab', { name: 'Routes' }).click();
    await openShare(page);
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('routes of the bridge');
    await page.getByRole('button', { name: 'Save view' }).click();
    await expect(page.getByRole('link', { name: 'routes of the bridge' })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the page' }).click(),
    ]);
    const file = join(tmpdir(), `vethscope-share-${test.info().workerIndex}.html`);
    await download.saveAs(file);

    const context = await browser.newContext({ offline: true });
    const there = await context.newPage();
    await there.goto(pathToFileURL(file).href);
    await expect(there.getByRole('tab', { name: 'Routes' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(there.getByRole('heading', { name: 'cni0' })).toBeVisible();
    await there.getByRole('tab', { name: 'Overview' }).click();
    await expect(there.getByText('ask <b>Ann</b> about this bridge')).toBeVisible();
    await there.getByRole('button', { name: 'Share this view' }).click();
    await there.getByRole('link', { name: 'routes of the bridge' }).click();
    await expect(there.getByRole('tab', { name: 'Routes' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await context.close();
  });

  test('in a panel that everyone can use', async ({ page }) => {
    await openSample(page);
    await openShare(page);
    expect(await violationsOn(page)).toEqual([]);
  });
});

test('a note can be changed and taken away', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('before the reboot');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('before the reboot')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByText('before the reboot')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add a note' })).toBeVisible();
});
