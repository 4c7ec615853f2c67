import {
  type ArchiveLimits,
  captureName,
  isUnreadable,
  type UnpackResult,
  unpackCapture,
} from '@vethscope/parsers';
import { jointName } from '../captures/jointName.ts';
import type { ReadCapture } from '../captures/readCaptures.ts';
import { whyUnreadable } from '../captures/whyUnreadable.ts';
import type { LiveCaptures } from '../live/liveCaptures.ts';
import type { CaptureStore, StoredCapture } from '../store/captureStore.ts';
import { type OpenedCapture, openCapture } from './openedCapture.ts';
import { RecentlyOpened } from './recentlyOpened.ts';

/** A capture that the server has, as it is listed. */
export interface CaptureSummary {
  readonly id: string;
  readonly name: string;
  /** Given on the command line: it can be neither renamed nor deleted. */
  readonly readOnly: boolean;
  /** There is one file to download: not for folders, nor for several captures together. */
  readonly hasOriginal: boolean;
  readonly fileName?: string;
  /** Bytes of the original. */
  readonly size?: number;
  readonly uploadedAt?: string;
  readonly sha256?: string;
  /** Of the node that the server follows: its latest state, or an earlier one. */
  readonly live?: true;
  /** Of a live capture; ISO 8601. */
  readonly capturedAt?: string;
}

interface Original {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export type AddResult =
  | { readonly ok: true; readonly summary: CaptureSummary }
  /** One line: what is wrong with which file, and what to do. */
  | { readonly ok: false; readonly reason: string };

/** A kept capture is damaged, or above limits that are lower than when it came. One line. */
export class CannotOpen extends Error {}

/**
 * Every capture that the server can show: of the followed node, of the command line, then the
 * uploaded ones.
 */
export interface CaptureLibrary {
  readonly list: () => Promise<readonly CaptureSummary[]>;
  readonly get: (id: string) => Promise<CaptureSummary | undefined>;
  /** Throws `CannotOpen`. */
  readonly open: (id: string) => Promise<OpenedCapture | undefined>;
  readonly original: (id: string) => Promise<Original | undefined>;
  /** Keeps an upload if something in it can be read. Throws the store's `TooLarge`. */
  readonly add: (
    fileName: string,
    chunks: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ) => Promise<AddResult>;
  /** For uploaded captures; `undefined` for any other. */
  readonly rename: (id: string, name: string) => Promise<CaptureSummary | undefined>;
  readonly remove: (id: string) => Promise<boolean>;
}

export interface LibraryOptions {
  readonly store: CaptureStore;
  readonly limits: ArchiveLimits;
  /** Captures of the command line: together one entry. */
  readonly given: readonly ReadCapture[];
  /** Absent: no node is followed. */
  readonly live?: LiveCaptures;
}

export function captureLibrary({ store, limits, given, live }: LibraryOptions): CaptureLibrary {
  const fixed = given.length === 0 ? undefined : givenCapture(given);
  const recent = new RecentlyOpened();

  const open = async (id: string): Promise<OpenedCapture | undefined> => {
    if (id === fixed?.summary.id) return fixed.opened;
    const state = await live?.open(id);
    if (state) return state;
    // Asked each time: it may be removed while it is being opened, or by another server.
    const stored = await store.get(id);
    if (!stored) {
      recent.forget(id);
      return undefined;
    }
    const known = recent.get(id);
    if (known) return known;
    const bytes = await store.read(id);
    if (!bytes) return undefined;
    const unpacked = await unpackCapture(stored.fileName, bytes, limits);
    if (!unpacked.ok) throw new CannotOpen(unpacked.reason);
    const opened = openCapture([unpacked.capture]);
    recent.set(id, opened);
    return opened;
  };

  return {
    open,
    async list() {
      const stored = (await store.list()).map(storedSummary);
      return [...(live ? [live.summary()] : []), ...(fixed ? [fixed.summary] : []), ...stored];
    },
    async get(id) {
      if (id === fixed?.summary.id) return fixed.summary;
      const state = live?.get(id);
      if (state) return state;
      const stored = await store.get(id);
      return stored && storedSummary(stored);
    },
    async original(id) {
      if (id === fixed?.summary.id) return fixed.original;
      const [stored, bytes] = await Promise.all([store.get(id), store.read(id)]);
      return stored && bytes && { fileName: stored.fileName, bytes };
    },
    async add(fileName, chunks, maxBytes) {
      const upload = await store.receive(chunks, maxBytes);
      try {
        const checked = checkReadable(
          fileName,
          await unpackCapture(fileName, await upload.bytes(), limits),
        );
        if (!checked.ok) {
          await upload.discard();
          return checked;
        }
        const stored = await upload.accept({ name: captureName(fileName), fileName });
        recent.set(stored.id, checked.opened);
        return { ok: true, summary: storedSummary(stored) };
      } catch (error) {
        await upload.discard();
        throw error;
      }
    },
    async rename(id, name) {
      const stored = await store.rename(id, name);
      return stored && storedSummary(stored);
    },
    async remove(id) {
      recent.forget(id);
      return store.remove(id);
    },
  };
}

type Checked =
  | { readonly ok: true; readonly opened: OpenedCapture }
  | { readonly ok: false; readonly reason: string };

function checkReadable(fileName: string, unpacked: UnpackResult): Checked {
  if (!unpacked.ok) return unpacked;
  const opened = openCapture([unpacked.capture]);
  if (isUnreadable(opened.snapshot())) {
    return { ok: false, reason: `${fileName}: ${whyUnreadable(opened.snapshot())}` };
  }
  return { ok: true, opened };
}

function storedSummary(stored: StoredCapture): CaptureSummary {
  return { ...stored, readOnly: false, hasOriginal: true };
}

interface GivenCapture {
  readonly summary: CaptureSummary;
  readonly opened: OpenedCapture;
  readonly original: Original | undefined;
}

function givenCapture(given: readonly ReadCapture[]): GivenCapture {
  const files = given.map((capture) => capture.files);
  const name = jointName(files.map((capture) => capture.name));
  const [only, ...others] = given;
  const bytes = others.length === 0 ? only?.original : undefined;
  const original = only && bytes && { fileName: only.fileName, bytes };
  return {
    opened: openCapture(files),
    original,
    summary: {
      id: givenId(name),
      name,
      readOnly: true,
      hasOriginal: original !== undefined,
      ...(original && { fileName: original.fileName, size: original.bytes.length }),
    },
  };
}

/** From the name, so that links into the dashboard outlive a restart: `calico-single-node`. */
function givenId(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  // A UUID is an uploaded capture's, `live` the followed node's.
  return slug === '' || slug.length >= 36 || /^live\b/.test(slug) ? `given-${slug}` : slug;
}
