import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type Layout, layoutTopology } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { toElements } from '../apps/web/src/features/topology/elements.ts';
import { type Comparison, comparison, median } from './compare.ts';
import { serveNode } from './dashboard.ts';
import { topologyOf } from './layout.ts';
import { stockPage } from './stockPage.ts';

const PODS = 250;
const RUNS = 3;
const PATIENCE = 120_000;
const STOCK_URL = 'http://stock.invalid/';
const PEER = 'stock Cytoscape, boxes as compounds';

interface Shown {
  readonly firstPaint: number;
  /** As it opens, groups of pods closed; then with every pod drawn. */
  readonly closedFrame: number;
  readonly openFrame: number;
}

/** The built dashboard in a headless Chromium that renders in software. */
export async function benchPicture(program: string): Promise<readonly Comparison[]> {
  const server = await serveNode(program, PODS);
  const { VETHSCOPE_CHROMIUM: executablePath } = process.env;
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const ours: Shown[] = [];
    const theirs: Shown[] = [];
    const pages = stockPages();
    for (let i = 0; i < RUNS; i++) {
      ours.push(await showDashboard(browser, server.address));
      theirs.push(await showStock(browser, pages));
    }
    const row = (benchmark: string, value: (shown: Shown) => number) =>
      comparison({ benchmark, peer: PEER }, 'ms', ours.map(value), theirs.map(value));
    return [
      row(`first paint, ${PODS} pods`, ({ firstPaint }) => firstPaint),
      row(`a frame while panning, ${PODS} pods in groups`, ({ closedFrame }) => closedFrame),
      row(`a frame while panning, all ${PODS} pods`, ({ openFrame }) => openFrame),
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface StockPages {
  readonly closed: string;
  readonly open: string;
}

function stockPages(): StockPages {
  const require = createRequire(import.meta.url);
  const script = readFileSync(require.resolve('cytoscape/dist/cytoscape.min.js'), 'utf8');
  const topology = topologyOf(PODS);
  const closed = layoutTopology(topology);
  const expanded = new Set(closed.groups.map(({ id }) => id));
  const open = layoutTopology(topology, { expanded });
  return {
    closed: stockPage(script, boxesInBoxes(closed)),
    open: stockPage(script, boxesInBoxes(open)),
  };
}

/** Each box a child of the box it stands in, which is Cytoscape's own way to draw that. */
function boxesInBoxes(layout: Layout): readonly ElementDefinition[] {
  const parents = new Map(layout.boxes.map(({ id, parent }) => [id, parent]));
  return toElements(layout).map((element) => {
    // A line of text is called after its box: `netns/node-1/blue#0`.
    const parent = parents.get(`${element.data.id}`.replace(/#\d+$/, ''));
    return parent === undefined ? element : { ...element, data: { ...element.data, parent } };
  });
}

async function showDashboard(browser: Browser, address: string): Promise<Shown> {
  const page = await freshPage(browser);
  const firstPaint = await open(page, address);
  const closedFrame = await frameWhilePanning(page);
  const groups = page.getByRole('button', { name: /^Open \d+/ });
  while ((await groups.count()) > 0) await groups.first().click();
  const openFrame = await frameWhilePanning(page);
  await page.context().close();
  return { firstPaint, closedFrame, openFrame };
}

async function showStock(browser: Browser, pages: StockPages): Promise<Shown> {
  const page = await freshPage(browser);
  let body = pages.closed;
  await page.route(STOCK_URL, (route) => route.fulfill({ contentType: 'text/html', body }));
  const firstPaint = await open(page, STOCK_URL);
  const closedFrame = await frameWhilePanning(page);
  body = pages.open;
  await open(page, STOCK_URL);
  const openFrame = await frameWhilePanning(page);
  await page.context().close();
  return { firstPaint, closedFrame, openFrame };
}

async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector('[data-viewport]')) return requestAnimationFrame(look);
      // The frame after this one's is begun when this one has been painted.
      return requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          document.documentElement.setAttribute('data-painted', `${performance.now()}`);
        }),
      );
    };
    requestAnimationFrame(look);
  });
  return page;
}

/** Milliseconds from the navigation to the first frame with the picture. */
async function open(page: Page, address: string): Promise<number> {
  await page.goto(address);
  const painted = page.locator('html[data-painted]');
  await painted.waitFor({ state: 'attached' });
  return Number(await painted.getAttribute('data-painted'));
}

/** Median milliseconds from frame to frame while the ground is dragged, one step a frame. */
async function frameWhilePanning(page: Page): Promise<number> {
  const picture = page.locator('[data-viewport]');
  const before = await picture.getAttribute('data-viewport');
  const frames = await picture.evaluate(dragGround);
  if ((await picture.getAttribute('data-viewport')) === before) {
    throw new Error('dragging did not pan the picture');
  }
  return median(frames);
}

/** Runs in the page. A picture that is slow to redraw is dragged less far, not longer. */
function dragGround(picture: Element): Promise<readonly number[]> {
  const steps = 60;
  const patience = 5_000;
  const { left, top } = picture.getBoundingClientRect();
  const send = (type: string, step: number) =>
    // Begun inside the margin that fitting leaves: there is nothing but ground.
    (document.elementFromPoint(left + 6, top + 6) ?? picture).dispatchEvent(
      new MouseEvent(type, {
        ...{ bubbles: true, cancelable: true, view: window, button: 0, buttons: 1 },
        ...{ clientX: left + 6 + 4 * step, clientY: top + 6 + 2 * step },
      }),
    );
  return new Promise((resolve) => {
    const frames: number[] = [];
    send('mousedown', 0);
    const started = performance.now();
    let last = started;
    const tick = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      const isTired = frames.length > 4 && now - started > patience;
      if (frames.length < steps && !isTired) {
        send('mousemove', frames.length);
        requestAnimationFrame(tick);
      } else {
        send('mouseup', frames.length);
        // The first steps are those before the drag is taken for one.
        resolve(frames.slice(2));
      }
    };
    requestAnimationFrame(tick);
  });
}
