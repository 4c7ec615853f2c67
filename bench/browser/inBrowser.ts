import type { Browser } from '@playwright/test';
import type { Comparison } from '../compare.ts';
import { launchBrowser } from './browser.ts';

type BrowserBenchmark = (program: string, browser: Browser) => Promise<readonly Comparison[]>;

/** A benchmark of the built dashboard, in a browser of its own. */
export async function inBrowser(
  bench: BrowserBenchmark,
  program: string,
): Promise<readonly Comparison[]> {
  const browser = await launchBrowser();
  try {
    return await bench(program, browser);
  } finally {
    await browser.close();
  }
}
