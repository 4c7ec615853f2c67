import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaptureFiles, unpackCapture } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { bundle, scriptThatPrints } from '../testing/bundles.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { collectBundles } from './collectBundles.ts';
import { progress } from './progress.ts';

/** Collects this node into a folder, with its files rewritten. */
async function collect(rewrite: (files: CaptureFiles) => CaptureFiles) {
  const folder = scratchFolder();
  let said = '';
  const screen = { write: (text: string) => (said += text), columns: undefined };
  const outcomes = await collectBundles([{ kind: 'local' }], {
    script: scriptThatPrints(await bundle()),
    options: { netns: [], cluster: 'with', connectTimeout: 10, questions: 'asked' },
    place: { kind: 'folder', path: folder },
    rewrite: (captures) => captures.map(rewrite),
    env: process.env,
    signal: new AbortController().signal,
    progress: progress(['this node'], screen),
  });
  return { folder, outcomes, said };
}

const renamed = (capture: CaptureFiles): CaptureFiles => ({
  ...capture,
  files: capture.files.map(({ path, text }) => ({
    path: path.replaceAll('worker1', 'host-1'),
    text: text.replaceAll('worker1', 'host-1'),
  })),
});

test('the old name is nowhere: not in the files, their names, the archive’s name, or the report', async () => {
  const { folder, outcomes, said } = await collect(renamed);
  expect(outcomes).toEqual([{ ok: true }]);
  const name = 'vethscope-host-1-20261124T181804Z.tar.gz';
  expect(readdirSync(folder)).toEqual([name]);
  const read = await unpackCapture(name, readFileSync(join(folder, name)));
  expect(JSON.stringify(read)).not.toContain('worker1');
  expect(read).toMatchObject({
    ok: true,
    capture: { files: [{ text: 'host-1\n' }, { path: expect.stringMatching(/manifest/) }, {}] },
  });
  expect(said).not.toContain('worker1');
});

test('the same capture is rewritten to the same bytes', async () => {
  const [first, second] = [await collect(renamed), await collect(renamed)];
  const bytesOf = ({ folder }: { readonly folder: string }) =>
    readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(bytesOf(first)).toEqual(bytesOf(second));
});

test('where rewriting loses the manifest there is no file', async () => {
  const { folder, outcomes } = await collect((capture) => ({
    ...capture,
    files: capture.files.filter(({ path }) => !path.endsWith('manifest.json')),
  }));
  expect(outcomes).toEqual([{ ok: false, reason: 'its manifest.json is none any more' }]);
  expect(readdirSync(folder)).toEqual([]);
});
