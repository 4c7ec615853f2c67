import type { Browser, Page } from '@playwright/test';
import { layoutCluster } from '@vethscope/model';
import { LARGE } from '../bundles.ts';
import { type Comparison, comparison, median } from '../compare.ts';
import { topologyOf } from '../layout.ts';
import { freshPage, heapOf, longestTask, type Opened, open } from './browser.ts';
import { FILES, serveBundles } from './dashboard.ts';
import { frameWhile } from './frames.ts';
import { millisecondsToAnswer } from './keystrokes.ts';
import { PEER, STOCK_URL, stockPicture } from './stockPicture.ts';

const RUNS = 3;
const WHAT = '100 nodes';
/** A letter finds nearly everything, an address is held against every route. */
const QUERIES = ['w', 'wo', 'worker-07', '1', '192.168.78.3', 'ledger', 'e'];

interface Shown {
  readonly opened: Opened;
  readonly longestTask: number;
  readonly pan: number;
  readonly zoom: number;
  readonly heap: number;
}

/** 100 nodes with 110 pods each: the overview in the built dashboard, and the search over all of it. */
export async function benchClusterPicture(
  program: string,
  browser: Browser,
): Promise<readonly Comparison[]> {
  const bundles = LARGE['cluster-100-nodes']();
  const server = await serveBundles(program, bundles);
  try {
    const stock = stockPicture(layoutCluster(topologyOf(bundles)));
    const ours: Shown[] = [];
    const theirs: Shown[] = [];
    const answers: number[] = [];
    const echoes: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const page = await freshPage(browser);
      ours.push(await show(page, server.address, FILES));
      answers.push(await answerTime(page));
      await page.context().close();
      const peer = await freshPage(browser);
      await peer.route(STOCK_URL, (route) =>
        route.fulfill({ contentType: 'text/html', body: stock }),
      );
      theirs.push(await show(peer, STOCK_URL, STOCK_URL));
      await peer.setContent(PLAIN_FIELD);
      echoes.push(await answerTime(peer));
      await peer.context().close();
    }
    const row = (
      benchmark: string,
      value: (shown: Shown) => number,
      unit: Comparison['unit'] = 'ms',
    ) => comparison({ benchmark, peer: PEER }, unit, ours.map(value), theirs.map(value));
    const search = {
      benchmark: `a letter typed into the search, ${WHAT}`,
      peer: 'a field that shows the letter',
    };
    return [
      row(`first paint, ${WHAT}`, ({ opened }) => opened.sinceNavigation),
      row(`first paint since its first byte, ${WHAT}`, ({ opened }) => opened.sinceData),
      row(`longest task while they open, ${WHAT}`, (shown) => shown.longestTask),
      row(`a frame while panning, ${WHAT}`, ({ pan }) => pan),
      row(`a frame while zooming, ${WHAT}`, ({ zoom }) => zoom),
      row(`heap of the page, ${WHAT}`, ({ heap }) => heap, 'MiB'),
      comparison(search, 'ms', answers, echoes),
    ];
  } finally {
    await server.stop();
  }
}

async function show(page: Page, address: string, data: string | RegExp): Promise<Shown> {
  const opened = await open(page, address, data);
  const longest = await longestTask(page);
  const [pan, zoom] = [await frameWhile('pan', page), await frameWhile('zoom', page)];
  return { opened, longestTask: longest, pan, zoom, heap: await heapOf(page) };
}

/** The median of some queries, each after the one before has been answered. */
async function answerTime(page: Page): Promise<number> {
  const times: number[] = [];
  for (const query of QUERIES) times.push(await millisecondsToAnswer(page, query));
  return median(times);
}

const PLAIN_FIELD = `<!doctype html>
<input role="combobox" aria-label="Search everything" aria-controls="shown">
<div id="shown"></div>
<script>
  const shown = document.getElementById('shown');
  document.querySelector('input').addEventListener('input', (event) => {
    shown.textContent = event.target.value;
  });
</script>
`;
