import type { Browser, Page } from '@playwright/test';
import { layoutTopology } from '@vethscope/model';
import { LARGE } from '../bundles.ts';
import { type Comparison, comparison } from '../compare.ts';
import { topologyOf } from '../layout.ts';
import { freshPage, longestTask, type Opened, open } from './browser.ts';
import { FILES, serveBundles } from './dashboard.ts';
import { frameWhile } from './frames.ts';
import { PEER, STOCK_URL, stockPicture } from './stockPicture.ts';

const RUNS = 3;
const WHAT = '250 pods';

interface Shown {
  readonly opened: Opened;
  readonly longestTask: number;
  /** As it opens, groups of pods closed; then with every pod drawn. */
  readonly closed: Frames;
  readonly open: Frames;
}

interface Frames {
  readonly pan: number;
  readonly zoom: number;
}

/** A node with 250 pods in the built dashboard: from the navigation to a picture that moves. */
export async function benchNodePicture(
  program: string,
  browser: Browser,
): Promise<readonly Comparison[]> {
  const bundles = LARGE['node-250-pods']();
  const server = await serveBundles(program, bundles);
  try {
    const pages = stockPages(bundles);
    const ours: Shown[] = [];
    const theirs: Shown[] = [];
    for (let i = 0; i < RUNS; i++) {
      ours.push(await showDashboard(browser, server.address));
      theirs.push(await showStock(browser, pages));
    }
    const row = (benchmark: string, value: (shown: Shown) => number) =>
      comparison({ benchmark, peer: PEER }, 'ms', ours.map(value), theirs.map(value));
    return [
      row(`first paint, ${WHAT}`, (shown) => shown.opened.sinceNavigation),
      row(`first paint since its first byte, ${WHAT}`, (shown) => shown.opened.sinceData),
      row(`longest task while it opens, ${WHAT}`, (shown) => shown.longestTask),
      row(`a frame while panning, ${WHAT} in groups`, ({ closed }) => closed.pan),
      row(`a frame while zooming, ${WHAT} in groups`, ({ closed }) => closed.zoom),
      row(`a frame while panning, all ${WHAT}`, (shown) => shown.open.pan),
      row(`a frame while zooming, all ${WHAT}`, (shown) => shown.open.zoom),
    ];
  } finally {
    await server.stop();
  }
}

interface StockPages {
  readonly closed: string;
  readonly open: string;
}

function stockPages(bundles: ReturnType<(typeof LARGE)['node-250-pods']>): StockPages {
  const topology = topologyOf(bundles);
  const closed = layoutTopology(topology);
  const opened = layoutTopology(topology, { open: 'all' });
  return { closed: stockPicture(closed), open: stockPicture(opened) };
}

async function showDashboard(browser: Browser, address: string): Promise<Shown> {
  const page = await freshPage(browser);
  const opened = await open(page, address, FILES);
  const longest = await longestTask(page);
  const closed = await framesOf(page);
  await page.getByRole('button', { name: /^Groups:/ }).click();
  await page.getByRole('menuitem', { name: 'Open all' }).click();
  const all = await framesOf(page);
  await page.context().close();
  return { opened, longestTask: longest, closed, open: all };
}

async function showStock(browser: Browser, pages: StockPages): Promise<Shown> {
  const page = await freshPage(browser);
  let body = pages.closed;
  await page.route(STOCK_URL, (route) => route.fulfill({ contentType: 'text/html', body }));
  const opened = await open(page, STOCK_URL, STOCK_URL);
  const longest = await longestTask(page);
  const closed = await framesOf(page);
  body = pages.open;
  await open(page, STOCK_URL, STOCK_URL);
  const all = await framesOf(page);
  await page.context().close();
  return { opened, longestTask: longest, closed, open: all };
}

async function framesOf(page: Page): Promise<Frames> {
  return { pan: await frameWhile('pan', page), zoom: await frameWhile('zoom', page) };
}
