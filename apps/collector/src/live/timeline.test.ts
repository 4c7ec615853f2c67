import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureFiles } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { scratchFolder } from '../testing/scratchFolder.ts';
import type { LiveState } from './liveEvents.ts';
import { openTimeline } from './timeline.ts';

const NO_CHANGES = { count: 0, ids: [] };

function state(id: string): Omit<LiveState, 'oldest'> {
  const changes = { added: NO_CHANGES, removed: NO_CHANGES, changed: NO_CHANGES, facts: [] };
  return { id, at: '2026-11-24T18:00:00.000Z', triggers: [], changes };
}

const files = (text: string): CaptureFiles => ({
  name: 'worker1',
  files: [{ path: 'host/ip_addr_show', text }],
  diagnostics: [],
});

/** Text that gzip cannot make much smaller: 128 digits at a time. */
const noise = (length: number) => {
  const blocks = Array.from({ length: length / 128 }, (_, i) =>
    createHash('sha512').update(`${i}`).digest('hex'),
  );
  return blocks.join('');
};

const open = (folder: string, bounds: { keep?: number; maxBytes?: number }) =>
  openTimeline({ folder, keep: 10, maxBytes: 1e6, ...bounds });

test('gives back what it keeps, oldest first', async () => {
  const timeline = await open(scratchFolder(), {});
  await timeline.add(state('live-1'), files('one'));
  await timeline.add(state('live-2'), files('two'));
  expect(timeline.states().map(({ id }) => id)).toEqual(['live-1', 'live-2']);
  expect(await timeline.read('live-1')).toEqual(files('one'));
});

test('keeps no more states than asked for, and says which is the oldest', async () => {
  const folder = scratchFolder();
  const timeline = await open(folder, { keep: 2 });
  for (const id of ['live-1', 'live-2', 'live-3']) await timeline.add(state(id), files(id));
  expect(timeline.states()).toMatchObject([{ id: 'live-2' }, { id: 'live-3', oldest: 'live-2' }]);
  expect(await timeline.read('live-1')).toBeUndefined();
  expect(readdirSync(join(folder, `${process.pid}`)).sort()).toEqual([
    'live-2.json.gz',
    'live-3.json.gz',
  ]);
});

test('keeps no more bytes than allowed, but always the latest state', async () => {
  const timeline = await open(scratchFolder(), { maxBytes: 2000 });
  await timeline.add(state('live-1'), files('small'));
  await timeline.add(state('live-2'), files('small too'));
  expect(timeline.states()).toHaveLength(2);
  await timeline.add(state('live-3'), files(noise(6400)));
  expect(timeline.states().map(({ id }) => id)).toEqual(['live-3']);
  expect(await timeline.read('live-3')).toEqual(files(noise(6400)));
});

test('reads nothing but what it keeps', async () => {
  const timeline = await open(scratchFolder(), {});
  await timeline.add(state('live-1'), files('one'));
  expect(await timeline.read('../live-1')).toBeUndefined();
});

test('leaves nothing behind, and clears away what a killed server left', async () => {
  const folder = scratchFolder();
  // No process has this id: pid_max is at most 2^22.
  mkdirSync(join(folder, '99999999'));
  const timeline = await open(folder, {});
  expect(readdirSync(folder)).toEqual([`${process.pid}`]);
  await timeline.add(state('live-1'), files('one'));
  await timeline.close();
  expect(readdirSync(folder)).toEqual([]);
});
