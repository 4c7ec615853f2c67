import { execFile } from 'node:child_process';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openPicture } from './openPicture.ts';
import { openSample } from './openSample.ts';

const PROGRAM = 'apps/collector/dist/vethscope.js';
const RULE = 'Tunnel not on the interface of the default route';
const TITLE = 'vxlan.calico sends through eth1, the default route leads to eth0';

/** Other rules may find more on the sample: everything here holds with them, too. */
const count = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Findings: / });
const list = (page: Page) => page.getByRole('region', { name: 'Findings', exact: true });
const finding = (page: Page) => list(page).getByRole('link', { name: TITLE });
const filter = (page: Page) => list(page).getByRole('searchbox', { name: 'Filter the findings' });

test('the count is always in sight, and opens the list', async ({ page }) => {
  await openSample(page, { tab: 'routes' });
  await expect(count(page)).toHaveAccessibleName(/\d+ notes?/);
  await count(page).click();
  await expect(page).toHaveURL(/findings=rule/);
  await expect(list(page).getByRole('heading', { name: RULE })).toBeVisible();
  await expect(finding(page)).toBeVisible();
  await count(page).click();
  await expect(list(page)).toHaveCount(0);
});

test('the list is filtered by words and by severity, also over a reload', async ({ page }) => {
  await openSample(page, { findings: 'rule' });
  await filter(page).fill('VXLAN eth1');
  await expect(finding(page)).toBeVisible();
  await page.reload();
  await expect(filter(page)).toHaveValue('VXLAN eth1');
  await list(page)
    .getByRole('button', { name: /^Notes: / })
    .click();
  await expect(finding(page)).toHaveCount(0);
  await expect(list(page)).toContainText('matches the filter');
  await list(page)
    .getByRole('button', { name: /^Notes: / })
    .click();
  await filter(page).fill('nothing that is here');
  await expect(list(page)).toContainText('matches the filter');
});

test('a finding leads to what it is about and to the lines that prove it', async ({ page }) => {
  await openSample(page, { findings: 'rule', about: 'underlay-not-default' });
  await finding(page).click();
  await expect(page).toHaveURL(/finding=underlay-not-default\.\w+/);
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details.getByRole('heading', { name: 'eth1', exact: true })).toBeVisible();
  await expect(details.getByRole('link', { name: TITLE })).toBeVisible();
  await expect(list(page)).toContainText('lets 4789/udp in on eth1');

  await list(page).getByRole('link', { name: 'vxlan.calico', exact: true }).click();
  await expect(details.getByRole('heading', { name: 'vxlan.calico' })).toBeVisible();
  await expect(finding(page)).toHaveAttribute('aria-expanded', 'true');

  await list(page)
    .getByRole('link', { name: /^Proof: calico-single-node\.md, line/ })
    .last()
    .click();
  const raw = page.getByRole('region', { name: /^Raw output/ });
  await expect(raw.locator('[data-mark="current"]').first()).toContainText('default via');
  await expect(details.getByRole('status')).toHaveText(/^1 of \d/);

  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).not.toHaveURL(/finding=/);
  await expect(finding(page)).toHaveAttribute('aria-expanded', 'false');
});

test('a link to a finding opens it; one to another capture’s is told', async ({ page }) => {
  await openSample(page, { findings: 'rule' });
  await finding(page).click();
  const key = new URL(page.url().replace('#/', '')).searchParams.get('finding') ?? '';
  await openSample(page, { finding: key });
  await page.reload();
  await expect(finding(page)).toHaveAttribute('aria-expanded', 'true');
  await openSample(page, { finding: 'underlay-not-default.gone' });
  await expect(list(page).getByRole('status')).toContainText('is not here');
});

test('keys alone open the list, walk it, open a finding and close it', async ({ page }) => {
  await openSample(page);
  await expect(count(page)).toHaveAccessibleName(/\d+ notes?/);
  await page.keyboard.press('w');
  await expect(finding(page)).toBeVisible();
  await page.keyboard.press('ArrowUp');
  for (let step = 0; step < 50; step++) {
    if (await finding(page).evaluate((link) => link === document.activeElement)) break;
    await page.keyboard.press('ArrowUp');
  }
  await expect(finding(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/selected=if\/calico-single-node\/host\/eth1/);
  await expect(finding(page)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/finding=/);
  await page.keyboard.press('w');
  await expect(list(page)).toHaveCount(0);
});

test('outline and findings take turns at the left', async ({ page }) => {
  await openSample(page);
  await page.keyboard.press('o');
  const outline = page.getByRole('tree', { name: 'Outline of the capture' });
  await expect(outline).toBeVisible();
  await page.keyboard.press('w');
  await expect(finding(page)).toBeVisible();
  await expect(outline).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(outline).toBeVisible();
  await expect(outline.getByRole('treeitem', { name: 'host' }).getByRole('img')).toBeVisible();
});

test('a muted rule is counted out, told of, and heard again', async ({ page }) => {
  await openSample(page, { findings: 'rule' });
  await expect(finding(page)).toBeVisible();
  const before = await count(page).getAttribute('aria-label');
  await list(page)
    .getByRole('button', { name: `Mute “${RULE}” in this capture` })
    .click();
  await expect(finding(page)).toHaveCount(0);
  await expect(count(page)).toHaveAccessibleName(/1 rule muted/);
  await page.reload();
  await expect(count(page)).toHaveAccessibleName(/1 rule muted/);
  await expect(list(page)).toContainText('1 rule muted in this capture');
  await list(page).getByRole('button', { name: 'Unmute' }).click();
  await expect(finding(page)).toBeVisible();
  await expect(count(page)).toHaveAccessibleName(before ?? '');
});

test('the pointer on a marked box tells what the mark stands for', async ({ page }) => {
  await openSample(page);
  await expect(count(page)).toHaveAccessibleName(/\d+ notes?/);
  const picture = await openPicture(page);
  await picture.hover(`if/calico-single-node/host/vxlan.calico`);
  const region = page.getByRole('region', { name: 'Picture' });
  await expect(region.getByText(TITLE)).toBeVisible();
});

test('the legend explains the signs in the picture, and hides them', async ({ page }) => {
  await openSample(page);
  const legend = page.getByRole('group', { name: 'Legend: show and hide' });
  await legend.getByRole('button', { name: 'error, warning, note' }).click();
  await expect(legend.getByRole('status')).toContainText('Signs of findings hidden');
  await legend.getByRole('button', { name: 'Show all' }).click();
  await expect(legend.getByRole('button', { name: 'error, warning, note' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('an exported page has them, from disk with the network off', async ({ browser }, info) => {
  const folder = await mkdtemp(join(tmpdir(), 'vethscope-e2e-'));
  const file = join(folder, 'page.html');
  const argv = [PROGRAM, 'export', 'examples/calico-single-node.md', '-o', file];
  await promisify(execFile)(process.execPath, argv);
  const { size } = await stat(file);
  expect(size).toBeLessThanOrEqual(1_200_000);
  info.annotations.push({ type: 'export', description: `${size} bytes` });
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(file).href}#/c/export?findings=rule`);
  await finding(page).click();
  await list(page).getByRole('button', { name: 'Mute this rule here' }).click();
  await page.reload();
  await expect(list(page)).toContainText('1 rule muted in this capture');
  await context.close();
});

test('the worst stands on the first screen, and leads to what it is about', async ({ page }) => {
  await openSample(page, {});
  const details = page.getByRole('region', { name: 'Details' });
  // One by itself in its own words, several by their rule.
  await details.getByRole('link', { name: /Pod that Calico did not wire/ }).click();
  await expect(list(page)).toContainText('csi-node-driver-dpdzx hangs on cni0');
  await expect(list(page)).not.toContainText('vxlan.calico sends through eth1');
  await page.goBack();
  await details.getByRole('link', { name: /vxlan.calico sends through eth1/ }).click();
  await expect(list(page)).toContainText('What to do');
  await expect(details.getByRole('heading', { name: 'eth1' })).toBeVisible();
});

test('axe finds nothing', async ({ page }) => {
  await openSample(page, { findings: 'rule' });
  await finding(page).click();
  await expect(list(page)).toContainText('What to do');
  expect(await violationsOn(page)).toEqual([]);
  await page.setViewportSize({ width: 900, height: 700 });
  await list(page).getByRole('button', { name: 'Mute this rule here' }).click();
  await expect(list(page)).toContainText('1 rule muted in this capture');
  expect(await violationsOn(page)).toEqual([]);
});
