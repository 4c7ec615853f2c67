import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import Papa from 'papaparse';
import { openSample } from './openSample.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

const HOST = 'calico-single-node';

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
  await openSample(page, { selected: `if/${HOST}/host/cni0` });
  const { name, head, rows } = await savedCsv(page, 'Ports');
  expect(name).toBe('Ports.csv');
  expect(head).toEqual(['Port', 'State', 'Source']);
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    expect(row[1]).toMatch(/^forwarding/);
    expect(row[2]).toMatch(/^calico-single-node\.md:\d+$/);
  }
});

test('routes, those that the filter leaves', async ({ page }) => {
  await openSample(page, { tab: 'routes', netns: `netns/${HOST}/host`, q: 'dev cni0' });
  await expect(page.getByRole('textbox', { name: 'Filter routes' })).toHaveValue('dev cni0');
  const { name, head, rows } = await savedCsv(page, 'Routes');
  expect(name).toBe('Routes.csv');
  expect(head).toEqual(['Table', 'Type', 'Destination', 'Next hop', 'Attributes', 'Source']);
  expect(rows.map(([table, , destination]) => `${table} ${destination}`)).toContain(
    'main 10.85.0.0/16',
  );
  for (const [, , , nexthop] of rows) expect(nexthop).toContain('dev cni0');
});

test('who reaches whom, a line for each pair', async ({ page }) => {
  await openSample(page, { matrix: 'services', rows: 'coredns', columns: 'kube-dns' });
  await expect(page.getByText(/^\d+ pairs? · /)).toBeVisible();
  const { head, rows } = await savedCsv(page, 'Reachability');
  expect(head).toEqual(['From', 'To', 'Outcome', 'Why']);
  expect(rows.map(([, to]) => to)).toContain('kube-system/kube-dns 53/udp');
  for (const [, , outcome] of rows) expect(outcome).not.toBe('not worked out yet');
});

test('services by their endpoints, and the rules that they are read from', async ({ page }) => {
  const nat = { tab: 'iptables', netns: `netns/${HOST}/host`, table: 'nat' };
  await openSample(page, { ...nat, q: 'kube-dns' });
  const services = await savedCsv(page, 'Services');
  expect(services.head.slice(0, 5)).toEqual([
    ...['Service', 'Protocol', 'Reached by', 'Endpoint', 'Share'],
  ]);
  expect(services.rows).toContainEqual([
    ...['kube-system/kube-dns:dns', 'udp', 'cluster IP 10.96.0.10:53', '10.85.0.4:53', '50 %'],
    ...['KUBE-SEP-WAIILD3LBHUAKL5L', 'calico-single-node.md:901'],
  ]);
  await openSample(page, { ...nat, chain: 'KUBE-SVC-TCOU7JCQXEZGVUNU' });
  const { rows } = await savedCsv(page, 'Rules of KUBE-SVC-TCOU7JCQXEZGVUNU');
  expect(rows.map(([number]) => number)).toEqual(['1', '2', '3']);
});

test('the picture’s table as it is sorted', async ({ page }) => {
  await openSample(page, { as: 'table', hide: 'pod' });
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  const { head, rows } = await savedCsv(page, 'The picture as a table');
  expect(head[0]).toBe('Kind');
  expect(rows.map(([kind]) => kind)).not.toContain('pod');
  const [name] = rows.map((row) => row[1]);
  await expect(page.getByRole('row').nth(1)).toContainText(name ?? '–');
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

  test('counters, what is joined to an interface, policy rules', async ({ page }) => {
    await page.goto(`${server.address}#/?node=node/worker&selected=if/worker/host/cni0`);
    const counters = await savedCsv(page, 'Statistics');
    expect(counters.head).toEqual(['Counter', 'Received', 'Sent', 'Source']);
    expect(counters.rows.map(([counter]) => counter)).toContain('packets');
    const connections = await savedCsv(page, 'Connections');
    expect(connections.rows.map(([relation]) => relation)).toContain('port');
    await page.goto(`${server.address}#/?node=node/worker&tab=routes&netns=netns/worker/host`);
    const { rows } = await savedCsv(page, 'Policy rules');
    expect(rows.map(([priority]) => priority)).toEqual(['0', '32766', '32767']);
  });
});
