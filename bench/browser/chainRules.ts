import type { Browser, Page } from '@playwright/test';
import { LARGE } from '../bundles.ts';
import { type Comparison, comparison } from '../compare.ts';
import { freshPage, open } from './browser.ts';
import { FILES, serveBundles } from './dashboard.ts';
import { frameWhileScrolling } from './frames.ts';

const RUNS = 3;
const CHAIN = 'KUBE-SERVICES';
const PEER = 'its lines as a plain HTML list';
const PLAIN_URL = 'http://plain.invalid/';

interface Shown {
  /** From the click to the first frame with rules. */
  readonly opening: number;
  readonly frame: number;
}

/** A table with 160,000 rules: its longest chain, opened and scrolled, beside a page of its lines. */
export async function benchChainRules(
  program: string,
  browser: Browser,
): Promise<readonly Comparison[]> {
  const bundles = LARGE['node-5000-services']();
  const server = await serveBundles(program, bundles);
  try {
    const lines = bundles
      .flatMap(({ files }) => files)
      .flatMap(({ text }) => text.split('\n').filter((line) => line.includes(`-A ${CHAIN} `)));
    const ours: Shown[] = [];
    const theirs: Shown[] = [];
    for (let i = 0; i < RUNS; i++) {
      const page = await freshPage(browser);
      await open(page, server.address, FILES);
      await page.getByText('checking…').waitFor({ state: 'hidden' });
      ours.push(await show(page));
      await page.context().close();
      const peer = await freshPage(browser);
      await peer.route(PLAIN_URL, (route) =>
        route.fulfill({ contentType: 'text/html', body: plainPage(lines) }),
      );
      await peer.goto(PLAIN_URL);
      theirs.push(await show(peer));
      await peer.context().close();
    }
    const row = (benchmark: string, value: (shown: Shown) => number) =>
      comparison({ benchmark, peer: PEER }, 'ms', ours.map(value), theirs.map(value));
    const what = `${lines.length.toLocaleString('en')} rules of 160,000`;
    return [
      row(`open a chain with ${what}`, ({ opening }) => opening),
      row(`a frame while scrolling ${what}`, ({ frame }) => frame),
    ];
  } finally {
    await server.stop();
  }
}

async function show(page: Page): Promise<Shown> {
  const opening = await page.evaluate(goToChain, CHAIN);
  const list = page.getByRole('region', { name: `Rules of ${CHAIN}` });
  return { opening, frame: await frameWhileScrolling(list) };
}

/** Runs in the page. */
function goToChain(chain: string): Promise<number> {
  const [place = ''] = location.hash.split('?');
  const fields = new URLSearchParams({ tab: 'iptables', table: 'nat', chain });
  const started = performance.now();
  location.hash = `${place}?${fields}`;
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(`[aria-label="Rules of ${chain}"] li`)) {
        return requestAnimationFrame(look);
      }
      // The frame after this one's is begun when this one has been painted.
      return requestAnimationFrame(() => resolve(performance.now() - started));
    };
    requestAnimationFrame(look);
  });
}

/** A page that makes its list when its hash changes. */
function plainPage(lines: readonly string[]): string {
  const data = JSON.stringify(lines).replaceAll('<', '\\u003c');
  return `<!doctype html>
<section aria-label="Rules of ${CHAIN}" style="height: 500px; overflow: auto"></section>
<script>
  const lines = ${data};
  addEventListener('hashchange', () => {
    const list = document.createElement('ol');
    list.append(...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }));
    document.querySelector('section').append(list);
  });
</script>
`;
}
