import { execFile } from 'node:child_process';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

const PROGRAM = 'apps/collector/dist/vethscope.js';

/** Opens a page from disk with the network off; what it asked the network for comes back too. */
async function openOffline(browser: Browser, file: string, hash = '') {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) asked.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(pathToFileURL(file).href + hash);
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  return { context, page, asked, problems };
}

async function exported(capture: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'vethscope-e2e-')), 'page.html');
  await promisify(execFile)(process.execPath, [PROGRAM, 'export', capture, '-o', file]);
  return file;
}

async function followTheServiceToItsPod(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'iptables' }).click();
  await page.getByRole('button', { name: /^nat/ }).click();
  await page.getByRole('link', { name: 'Chains and rules' }).click();
  await page.getByRole('navigation', { name: 'Hooks' }).getByText('PREROUTING').click();
  await page.getByRole('link', { name: 'KUBE-SERVICES', exact: true }).click();
  await page.getByRole('link', { name: 'KUBE-SVC-TCOU7JCQXEZGVUNU' }).click();
  await page.getByRole('link', { name: 'KUBE-SEP-WAIILD3LBHUAKL5L' }).click();
  await expect(page.getByText('destination becomes 10.85.0.4:53')).toBeVisible();
}

test.describe('the exported page', () => {
  test('does everything from disk with the network off', async ({ browser }) => {
    const file = await exported('examples/calico-single-node.md');
    expect((await stat(file)).size).toBeLessThanOrEqual(1_200_000);
    const { context, page, asked, problems } = await openOffline(browser, file);

    await followTheServiceToItsPod(page);

    await page.getByRole('tab', { name: 'Routes' }).click();
    await page.getByLabel('Where would this address go?').fill('192.168.2.1');
    await expect(page.getByText('192.168.2.1 goes out by cali9d04617f188.')).toBeVisible();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('vxlan.calico');
    await page
      .getByRole('option', { name: /vxlan\.calico/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Evidence' }).click();
    await expect(page.getByText(/vxlan id 4096 local 10\.0\.0\.11 dev eth1/)).toBeVisible();

    expect(asked).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('traces packets and works out who reaches whom, from disk', async ({ browser }) => {
    const file = await exported('examples/calico-two-nodes');
    const { context, page, asked, problems } = await openOffline(browser, file);
    await page.keyboard.press('r');
    await expect(page.getByText('24 pairs')).toBeVisible();
    await page
      .getByRole('gridcell', { name: /^default\/client-worker to default\/nobody 80\/tcp: / })
      .click();
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Rejected');
    expect({ asked, problems }).toEqual({ asked: [], problems: [] });
    await context.close();
  });

  test('is what the button of the dashboard saves', async ({ page, browser }, info) => {
    await openSample(page);
    await page.getByRole('button', { name: 'Share this view' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the page' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('calico-single-node.html');
    await expect(
      page.getByText(/^calico-single-node\.html is saved, [\d.]+ [KM]iB\.$/),
    ).toBeVisible();
    const file = info.outputPath('saved.html');
    await download.saveAs(file);
    const byCommand = await readFile(await exported('examples/calico-single-node.md'));
    expect((await readFile(file)).equals(byCommand)).toBe(true);
    const { context, page: saved } = await openOffline(browser, file);
    await expect(saved.getByRole('button', { name: 'Upload' })).toHaveCount(0);
    await context.close();
  });

  test('restores the view that its address names', async ({ browser }) => {
    const file = await exported('examples/dual-stack-bridge');
    const { context, page } = await openOffline(browser, file);
    await page.getByRole('tab', { name: 'Routes' }).click();
    await page.getByLabel('Where would this address go?').fill('10.2.20.9');
    const hash = new URL(page.url()).hash;
    await context.close();
    const again = await openOffline(browser, file, hash);
    await expect(
      again.page.getByText('10.2.20.9 goes out by vx100, to the gateway 10.2.20.0.'),
    ).toBeVisible();
    await again.context.close();
  });

  test('should not be broken out of by a hostile name or comment', async ({ browser }) => {
    const folder = await mkdtemp(join(tmpdir(), 'vethscope-e2e-'));
    const hostile = '</script><script>document.title="broken"</script><img src=x onerror=alert(1)>';
    const capture = join(folder, 'hostile.md');
    await writeFile(
      capture,
      [
        '```sh',
        'iptables-save',
        '```',
        '```',
        '*filter',
        ':INPUT ACCEPT [0:0]',
        `-A INPUT -m comment --comment "${hostile.replaceAll('"', '\\"')} $& $\` \u2028" -j ACCEPT`,
        'COMMIT',
        '```',
        '```sh',
        'ip link',
        '```',
        '```',
        '1: <img/src=x>: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default',
        '    link/ether 00:15:5d:bf:ba:60 brd ff:ff:ff:ff:ff:ff',
        '```',
        '',
      ].join('\n'),
    );
    const { context, page, asked, problems } = await openOffline(browser, await exported(capture));
    await page.getByRole('tab', { name: 'iptables' }).click();
    await page.getByRole('button', { name: /^filter/ }).click();
    await page.getByRole('navigation', { name: 'Hooks' }).getByText('INPUT').click();
    await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
    await expect(page).toHaveTitle(/vethscope/);
    expect(await page.locator('img').count()).toBe(0);
    expect({ asked, problems }).toEqual({ asked: [], problems: [] });
    await context.close();
  });

  test('has no accessibility violation', async ({ page }) => {
    await page.goto(pathToFileURL(await exported('examples/calico-single-node.md')).href);
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
  });
});
