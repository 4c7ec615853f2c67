import { unpackCapture } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { bundleCheck } from './bundleCheck.ts';
import { packBundle } from './packBundle.ts';

const STARTED = new Date('2026-11-24T18:18:04Z');
const FILES = [
  { path: 'node/manifest.json', text: '{}' },
  { path: 'node/netns/zoé/ip_addr', text: 'ä\n' },
  { path: `node/netns/${'x'.repeat(120)}/${'y'.repeat(120)}`, text: '' },
  { path: 'node/host/ip_addr', text: '1: lo\n' },
];
const capture = (files: typeof FILES) => ({ name: 'node', files, diagnostics: [] });

test('what is packed is what is read', async () => {
  const read = await unpackCapture('node.tar.gz', await packBundle(capture(FILES), STARTED));
  const sorted = [...FILES].sort((a, b) => (a.path < b.path ? -1 : 1));
  expect(read).toEqual({ ok: true, capture: capture(sorted) });
});

test('it is whole: the manifest is last, though not by the alphabet', async () => {
  const check = bundleCheck();
  await check.take(await packBundle(capture(FILES), STARTED));
  expect(await check.finish()).toMatchObject({ kind: 'whole', manifest: { text: '{}' } });
});

test('the same files in any order are the same bytes', async () => {
  const packed = await packBundle(capture(FILES), STARTED);
  expect(await packBundle(capture([...FILES].reverse()), STARTED)).toEqual(packed);
});
