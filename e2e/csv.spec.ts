import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import Papa from 'papaparse';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

/** The file that the button of a table saves: its name, and its cells read back. */
async function savedCsv(page: Page, table: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save as CSV: ${table}` }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const [head = [], ...rows] = Papa.parse<string[]>(text).data;
  return { name: download.suggestedFilename(), head, rows };
}

test('a table of the details, with the lines that prove it', async ({ page }) => {
  await openSample(page, { selected: 'if/calico-single-node/host/cni0' });
  const { name, head, rows } = await savedCsv(page, 'Ports');
  expect(name).toBe('Ports.csv');
  expect(head).toEqual(['Port', 'State', 'Source']);
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    expect(row[1]).toMatch(/^forwarding/);
    expect(row[2]).toMatch(/^calico-single-node\.md:\d+$/);
  }
});

test.describe('two nodes', () => {
  let server: ClusterServer;
  test.beforeAll(async () => {
    server = await serveCaptures([
      'examples/calico-two-nodes/control.tar.gz',
      'examples/calico-two-nodes/worker.tar.gz',
    ]);
  });
  test.afterAll(() => server.stop());

  test('of a long table what its filter leaves, in the order it is sorted by', async ({ page }) => {
    await page.goto(`${server.address}#/?node=node/worker&selected=if/worker/host/cni0`);
    await page.getByLabel('Filter: Forwarding database').fill('learned');
    await page.getByRole('button', { name: 'Sort by MAC address' }).click();
    const { head, rows } = await savedCsv(page, 'Forwarding database');
    expect(head).toEqual(['MAC address', 'Port', 'Entry', 'Source']);
    expect(rows.map(([mac]) => mac)).toContain('02:85:00:00:02:02 eth0 in dns-worker');
    expect(rows.map(([mac]) => mac)).toEqual(rows.map(([mac]) => mac).sort());
    expect(rows.every(([, , entry]) => entry?.startsWith('learned'))).toBe(true);
  });
});
