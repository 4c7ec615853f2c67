import { type Browser, chromium, type Page } from '@playwright/test';
import { UNUSED_FEATURES } from '../../e2e/unusedFeatures.ts';

const PATIENCE = 120_000;

/** A headless Chromium that renders in software. */
export function launchBrowser(): Promise<Browser> {
  const { VETHSCOPE_CHROMIUM: executablePath } = process.env;
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      '--disable-gpu',
      `--disable-features=${UNUSED_FEATURES}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

/** With an empty cache, in a window of 1280 × 800. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(watchPage);
  return page;
}

/** Runs in the page before anything else. It leaves what it saw in attributes of the document. */
function watchPage(): void {
  const tell = (what: string, value: number) =>
    document.documentElement.setAttribute(`data-${what}`, `${value}`);
  const look = () => {
    if (!document.querySelector('[data-viewport]')) return requestAnimationFrame(look);
    // The frame after this one's is begun when this one has been painted.
    return requestAnimationFrame(() =>
      requestAnimationFrame(() => tell('painted', performance.now())),
    );
  };
  requestAnimationFrame(look);
  let longest = 0;
  new PerformanceObserver((list) => {
    longest = Math.max(longest, ...list.getEntries().map(({ duration }) => duration));
    tell('longest-task', longest);
  }).observe({ type: 'longtask' });
}

/** Milliseconds to the first frame with the picture. */
export interface Opened {
  readonly sinceNavigation: number;
  /** Since the first byte came of what `data` is the address of. */
  readonly sinceData: number;
}

export async function open(page: Page, address: string, data: string | RegExp): Promise<Opened> {
  const asked = page.waitForRequest(data);
  await page.goto(address);
  const painted = page.locator('html[data-painted]');
  await painted.waitFor({ state: 'attached' });
  const sinceNavigation = Number(await painted.getAttribute('data-painted'));
  const request = await asked;
  await request.response();
  const { startTime, responseStart } = request.timing();
  const begun = await page.evaluate(() => performance.timeOrigin);
  // What a benchmark answers itself has no such time.
  const came = startTime + Math.max(0, responseStart);
  return { sinceNavigation, sinceData: begun + sinceNavigation - came };
}

/** Milliseconds for which the page answered nothing at one go, up to now; 0: never for 50. */
export async function longestTask(page: Page): Promise<number> {
  return Number(await page.locator('html').getAttribute('data-longest-task'));
}

/** MiB that the page's own scripts hold on the heap; workers have heaps of their own. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}
