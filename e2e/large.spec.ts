import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { LARGE } from '../bench/bundles.ts';
import { plannedPods } from '../bench/pods.ts';
import { writeBundles } from '../bench/writeBundles.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

/** What people bring from real clusters, as bundles: it opens, is searched and is scrolled through. */
test.describe.configure({ mode: 'serial' });

let folder: string;
let server: ClusterServer;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vethscope-large-'));
});
test.afterEach(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

async function openLarge(
  page: Page,
  name: keyof typeof LARGE,
  view: Readonly<Record<string, string>> = {},
): Promise<void> {
  server = await serveCaptures([await writeBundles(folder, name, LARGE[name]())]);
  const response = await page.request.get(`${server.address}api/v1/captures`);
  const { captures } = (await response.json()) as { captures: { id: string }[] };
  const id = encodeURIComponent(captures[0]?.id ?? '');
  await page.goto(`${server.address}#/c/${id}?${new URLSearchParams(view)}`);
  await expect(page.getByRole('application')).toHaveAttribute('data-viewport', /./, {
    timeout: 60_000,
  });
}

const search = (page: Page) => page.getByRole('combobox', { name: 'Search everything' });
const details = (page: Page) => page.getByRole('region', { name: 'Details' });

test('a node with 250 pods opens, and one of them is found in it', async ({ page }) => {
  await openLarge(page, 'node-250-pods');
  const name = plannedPods({ pods: 250, services: 0, endpointsPerService: 0 })[142]?.name ?? '';
  await search(page).fill(name);
  await page.getByRole('group', { name: /^Pods/ }).getByRole('option').click();
  await expect(details(page).getByRole('heading', { level: 2 })).toHaveText(name);
});

test('a cluster of 100 nodes opens, and leads to a pod on one of them', async ({ page }) => {
  await openLarge(page, 'cluster-100-nodes');
  await search(page).fill('worker-077');
  await page
    .getByRole('group', { name: /^Nodes/ })
    .getByRole('option', { name: /worker-077/ })
    .click();
  await expect(page).toHaveURL(/node=node\/worker-077/);
  await search(page).fill('192.168.78.3');
  await page.getByRole('group', { name: /^Pods/ }).getByRole('option').first().click();
  await expect(details(page).getByText('192.168.78.3').first()).toBeVisible();
});

test('160,000 rules are shown as a list that scrolls to its end', async ({ page }) => {
  await openLarge(page, 'node-5000-services', {
    tab: 'iptables',
    table: 'nat',
    chain: 'KUBE-SERVICES',
  });
  const rules = page.getByRole('region', { name: 'Rules of KUBE-SERVICES' });
  const items = rules.getByRole('listitem');
  await expect(items.first()).toBeVisible();
  expect(await items.count()).toBeLessThan(100);
  await rules.evaluate((list) => list.scrollTo(0, list.scrollHeight));
  // One for each service, then the one for node ports; each shows its number.
  await expect(rules.getByText('5000', { exact: true })).toBeVisible();
});
