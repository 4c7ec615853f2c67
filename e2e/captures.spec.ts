import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openSample } from './openSample.ts';

const TRANSCRIPT = `# ip -d link show
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
2: eth7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff promiscuity 0
`;

const file = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

/** Names are unique in each test: tests run side by side on one server. */
async function upload(page: Page, name: string, text: string | Buffer): Promise<void> {
  await page.getByLabel('Capture file').setInputFiles(file(name, text));
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Capture: / }).click();
}

test.describe('captures', () => {
  test('uploads one, shows it, renames it, gives it back and deletes it', async ({ page }) => {
    await openSample(page);
    await upload(page, 'lifecycle.txt', TRANSCRIPT);
    await expect(page.getByRole('button', { name: /^Capture: lifecycle/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Search everything' }).fill('eth7');
    await expect(page.getByRole('option', { name: /eth7/ }).first()).toBeVisible();
    await page.keyboard.press('Escape');

    await openMenu(page);
    await page.getByRole('button', { name: /^Rename lifecycle/ }).click();
    await page.getByRole('textbox', { name: 'New name' }).fill('renamed-lifecycle');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(page.getByRole('link', { name: /^renamed-lifecycle/ })).toBeVisible();

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the original of renamed-lifecycle' }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toBe(TRANSCRIPT);

    await page.getByRole('button', { name: 'Delete renamed-lifecycle' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Capture: calico-single-node/ })).toBeVisible();
  });

  test('exports under the name it was given; Escape ends only the renaming', async ({ page }) => {
    await openSample(page);
    await upload(page, 'exported.txt', TRANSCRIPT);
    await expect(page.getByRole('button', { name: /^Capture: exported/ })).toBeVisible();
    await openMenu(page);
    const rename = page.getByRole('button', { name: 'Rename exported' });
    await rename.click();
    await page.getByRole('textbox', { name: 'New name' }).press('Escape');
    await rename.click();
    await page.getByRole('textbox', { name: 'New name' }).fill('before-the-change');
    await page.getByRole('textbox', { name: 'New name' }).press('Enter');
    await page.getByRole('link', { name: /^before-the-change/ }).click();
    await page.getByRole('button', { name: 'Share this view' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the page' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('before-the-change.html');
  });

  test('says so when somebody else has deleted it, and offers the others', async ({ page }) => {
    await openSample(page);
    await upload(page, 'elsewhere.txt', TRANSCRIPT);
    await expect(page.getByRole('button', { name: /^Capture: elsewhere/ })).toBeVisible();
    const id = page.url().split('/').at(-1);
    await openMenu(page);
    await page.getByRole('link', { name: /^calico-single-node/ }).click();
    await page.reload();
    await openMenu(page);
    await page.request.delete(`/api/v1/captures/${id}`);
    await page.getByRole('link', { name: /^elsewhere/ }).click();
    await expect(page.getByText('There is no such capture')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open elsewhere' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Open calico-single-node' }).click();
    await expect(page.getByRole('button', { name: /^Capture: calico-single-node/ })).toBeVisible();
  });

  test('takes a file that is dropped anywhere on the page', async ({ page }) => {
    await openSample(page);
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.txt'));
      return data;
    }, TRANSCRIPT);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    const zone = page.getByText('Drop to open the capture');
    await expect(zone).toBeVisible();
    await zone.dispatchEvent('dragenter', { dataTransfer: transfer });
    await zone.dispatchEvent('dragleave', { dataTransfer: transfer });
    await expect(zone).toBeHidden();
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await zone.dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.getByRole('button', { name: /^Capture: dropped/ })).toBeVisible();
    await expect(page.getByText('Drop to open the capture')).toHaveCount(0);
  });

  test('takes a folder as one capture', async ({ page }) => {
    await openSample(page);
    const devTools = await page.context().newCDPSession(page);
    const files = [resolve('examples/dual-stack-bridge')];
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      devTools.send('Input.dispatchDragEvent', {
        ...{ type, x: 400, y: 400 },
        data: { items: [], files, dragOperationsMask: 1 },
      });
    await drag('dragEnter');
    await expect(page.getByText('Drop to open the capture')).toBeVisible();
    await drag('dragOver');
    await drag('drop');
    await expect(page.getByRole('button', { name: /^Capture: dual-stack-bridge/ })).toBeVisible();
  });

  test('an upload can be cancelled while it is sent, and leaves nothing', async ({ page }) => {
    await openSample(page);
    // Held: none of its bytes is on its way yet.
    await page.route(/\/api\/v1\/captures\?name=/, () => undefined);
    await upload(page, 'unwanted.txt', TRANSCRIPT);
    await expect(page.getByRole('progressbar', { name: 'Upload of unwanted.txt' })).toBeVisible();
    const [aborted] = await Promise.all([
      page.waitForEvent('requestfailed'),
      page.getByRole('button', { name: 'Cancel the upload of unwanted.txt' }).click(),
    ]);
    expect(aborted.method()).toBe('POST');
    await expect(page.getByRole('region', { name: 'Uploads' })).not.toContainText('unwanted');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Capture: calico-single-node/ })).toBeVisible();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    const response = await page.request.get('/api/v1/captures');
    expect(await response.text()).not.toContain('unwanted');
  });

  for (const [what, name, content] of [
    ['an empty file', 'empty.txt', ''],
    ['a binary', 'binary.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 0, 255])],
    ['a cut-off archive', 'cut.tar.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b])],
    ['an error page', 'error.json', '{"error":{"code":404,"message":"not found"}}'],
    ['prose', 'letter.txt', 'Dear all,\nplease find nothing attached.\n'],
  ] as const) {
    test(`refuses ${what} in one clear line and keeps what is shown`, async ({ page }) => {
      await openSample(page);
      await upload(page, name, content);
      const refusal = page.getByRole('alert').filter({ hasText: `${name} was refused` });
      await expect(refusal).toBeVisible();
      const [, reason = ''] = await refusal.getByRole('paragraph').allTextContents();
      expect(reason).not.toBe('');
      expect(reason).not.toContain('\n');
      await refusal.getByRole('button', { name: 'Dismiss' }).click();
      await expect(refusal).toHaveCount(0);
      await expect(
        page.getByRole('button', { name: /^Capture: calico-single-node/ }),
      ).toBeVisible();
    });
  }

  test('cannot rename or delete what was given on the command line', async ({ page }) => {
    await openSample(page);
    await openMenu(page);
    await expect(page.getByRole('link', { name: /given on the command line/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Delete calico-single-node' })).toHaveCount(0);
  });
});
