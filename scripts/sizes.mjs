// What somebody waits for: the files of the first screen with the worker that reads the capture for it,
// and an exported page of the sample. Fails above the limits.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { quietly, root, StepFailed } from './processes.mjs';

const KB = 1000;
const MOST_FIRST_SCREEN = 500 * KB;
const MOST_EXPORT = 1200 * KB;
const SAMPLE = join(root, 'examples', 'calico-single-node.md');

/** Prints the sizes of what `build` made; `program` is the command line tool. */
export async function checkSizes(program) {
  const dist = join(root, 'apps', 'web', 'dist');
  const shell = pageFiles(dist);
  const worker = captureWorker(dist);
  const first = { raw: shell.raw + worker.raw, gzip: shell.gzip + worker.gzip };
  const page = await exportedPage(program);
  console.error(
    `First screen: ${kb(first.raw)}, ${kb(first.gzip)} with gzip (the page ${kb(shell.gzip)}, its worker ${kb(worker.gzip)})`,
  );
  console.error(`Exported page of the sample: ${kb(page)}`);
  if (first.gzip > MOST_FIRST_SCREEN) tooLarge('The first screen', MOST_FIRST_SCREEN);
  if (page > MOST_EXPORT) tooLarge('The exported page', MOST_EXPORT);
}

/** The page and all that it names: its script, what that one imports at once, and its styles. */
function pageFiles(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.?\/(assets\/[^"]+)"/g)].map(([, path]) => path);
  return sizesOf(['index.html', ...named].map((path) => join(dist, path)));
}

function captureWorker(dist) {
  const assets = join(dist, 'assets');
  const names = readdirSync(assets).filter((name) => name.startsWith('capture.worker-'));
  return sizesOf(names.map((name) => join(assets, name)));
}

function sizesOf(paths) {
  const files = paths.map((path) => readFileSync(path));
  return {
    raw: sum(files.map(({ length }) => length)),
    gzip: sum(files.map((bytes) => gzipSync(bytes).length)),
  };
}

async function exportedPage(program) {
  const folder = mkdtempSync(join(tmpdir(), 'vethscope-size-'));
  try {
    const page = join(folder, 'sample.html');
    await quietly(process.execPath, [program, 'export', SAMPLE, '-o', page]);
    return statSync(page).size;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const kb = (bytes) => `${Math.round(bytes / KB)} kB`;

function tooLarge(what, limit) {
  throw new StepFailed(
    `${what} is larger than ${kb(limit)}: load what it can do without later (ui/lazyPart.ts).`,
  );
}
