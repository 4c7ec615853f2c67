import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { CaptureFiles } from '@vethscope/parsers';
import { captureFilesSchema } from '../api/schemas/captures.ts';
import { isRunning } from '../store/isRunning.ts';
import type { LiveState } from './liveEvents.ts';

export interface TimelineOptions {
  /** Made when it is not there; each server has a folder of its own in it. */
  readonly folder: string;
  /** How many states are kept at most. */
  readonly keep: number;
  /** How many bytes on the disk at most; the latest state is kept whatever its size. */
  readonly maxBytes: number;
}

/** The last states of the followed node, on the disk for as long as the server runs. */
export interface Timeline {
  /** Oldest first. */
  readonly states: () => readonly LiveState[];
  readonly read: (id: string) => Promise<CaptureFiles | undefined>;
  /** Keeps a state, and lets go of the oldest above the bounds. */
  readonly add: (state: Omit<LiveState, 'oldest'>, files: CaptureFiles) => Promise<LiveState>;
  /** Leaves nothing behind. */
  readonly close: () => Promise<void>;
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Clears away what servers left behind that were killed. Rejects when the folder cannot be used. */
export async function openTimeline(options: TimelineOptions): Promise<Timeline> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  await removeLeftovers(options.folder);
  const own = join(options.folder, `${process.pid}`);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(own, `${id}.json.gz`);
  let kept: readonly KeptState[] = [];

  return {
    states: () => kept.map(({ state }) => state),
    async read(id) {
      // Only ids that it gave out itself ever become part of a path.
      if (!kept.some(({ state }) => state.id === id)) return undefined;
      const text = await unpack(await readFile(pathOf(id)));
      return captureFilesSchema.parse(JSON.parse(text.toString('utf8')));
    },
    async add(state, files) {
      const bytes = await pack(JSON.stringify(files));
      await writeFile(pathOf(state.id), bytes, { mode: 0o600 });
      const before = [...kept, { state: { ...state, oldest: state.id }, bytes: bytes.length }];
      const left = withinBounds(before, options);
      const oldest = left[0]?.state.id ?? state.id;
      const added = { ...state, oldest };
      kept = left.map((one) => (one.state.id === state.id ? { ...one, state: added } : one));
      const dropped = before.slice(0, before.length - left.length);
      await Promise.all(dropped.map((one) => rm(pathOf(one.state.id), { force: true })));
      return added;
    },
    async close() {
      kept = [];
      await rm(own, { recursive: true, force: true });
    },
  };
}

interface KeptState {
  readonly state: LiveState;
  readonly bytes: number;
}

/** The latest ones that fit. */
function withinBounds(
  states: readonly KeptState[],
  { keep, maxBytes }: Pick<TimelineOptions, 'keep' | 'maxBytes'>,
): readonly KeptState[] {
  let sum = 0;
  let from = states.length - 1;
  for (let i = states.length - 1; i >= 0 && states.length - i <= keep; i--) {
    sum += states[i]?.bytes ?? 0;
    if (sum > maxBytes && i < states.length - 1) break;
    from = i;
  }
  return states.slice(from);
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(name);
    if (pid === process.pid || !(await isRunning(pid))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
