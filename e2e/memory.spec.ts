import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { packBundle } from '../apps/collector/src/collect/packBundle.ts';
import { asBundle, STARTED } from '../bench/bundle.ts';
import { generateFilteringNode } from '../bench/generateFilteringNode.ts';
import { type ClusterServer, serveCaptures } from './serveCluster.ts';

/** What stays open for a working day must not grow with every capture that is looked at. */
const OPENINGS = 50;
/** More than the page keeps, so that each is read anew. */
const CAPTURES = 5;
const SIZE = { pods: 10, services: 5, endpointsPerService: 2 };
const TABS = ['overview', 'addresses', 'routes', 'iptables', 'evidence', 'trace'];

let server: ClusterServer;
test.beforeAll(async () => {
  server = await serveCaptures(['examples/calico-single-node.md']);
});
test.afterAll(() => server.stop());

test(`memory does not grow over ${OPENINGS} openings`, async ({ page }) => {
  test.slow();
  const ids: string[] = [];
  for (let i = 0; i < CAPTURES; i++) ids.push(await upload(page, `node-${i}`));
  const session = await page.context().newCDPSession(page);
  await page.goto(server.address);
  const seen: Held[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    await openCapture(page, ids[i % CAPTURES] ?? '', TABS[i % TABS.length] ?? '');
    seen.push(await heldBy(session));
  }
  const early = seen.slice(10, 20);
  const late = seen.slice(-10);
  const of = (some: readonly Held[], what: keyof Held) => median(some.map((held) => held[what]));
  expect(of(late, 'heap')).toBeLessThan(of(early, 'heap') * 1.15);
  expect(of(late, 'nodes')).toBeLessThan(of(early, 'nodes') * 1.5);
  expect(of(late, 'listeners')).toBeLessThan(of(early, 'listeners') * 1.5);
});

async function upload(page: Page, name: string): Promise<string> {
  const bundle = asBundle(generateFilteringNode(name, SIZE));
  const response = await page.request.post(`${server.address}api/v1/captures?name=${name}.tar.gz`, {
    headers: { 'content-type': 'application/octet-stream' },
    data: Buffer.from(await packBundle(bundle, STARTED)),
  });
  return ((await response.json()) as { id: string }).id;
}

async function openCapture(page: Page, id: string, tab: string): Promise<void> {
  await page.evaluate((hash) => location.assign(hash), `#/c/${encodeURIComponent(id)}?tab=${tab}`);
  await expect(page.getByRole('application')).toHaveAttribute('data-viewport', /./);
  await expect(page.getByRole('tab', { selected: true })).toHaveAccessibleName(
    new RegExp(tab, 'i'),
  );
}

interface Held {
  /** Bytes of the page's own heap. */
  readonly heap: number;
  /** Of the document and those that somebody still holds. */
  readonly nodes: number;
  readonly listeners: number;
}

async function heldBy(session: CDPSession): Promise<Held> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
