import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../captures/failureInWords.ts';
import { writeAtomically } from '../files/writeAtomically.ts';
import {
  type CaptureStore,
  isStoredId,
  latestFirst,
  type ReceivedUpload,
  type StoredCapture,
  TooLarge,
} from './captureStore.ts';
import { isRunning } from './isRunning.ts';

const metaSchema = z.object({
  formatVersion: z.literal(1),
  name: z.string(),
  fileName: z.string(),
  size: z.number(),
  uploadedAt: z.string(),
  sha256: z.string(),
});

export interface DiskStoreOptions {
  readonly folder: string;
  readonly now: () => Date;
  /** One line about something in the folder that could not be used. */
  readonly warn: (line: string) => void;
}

/**
 * Captures on disk: `captures/ID/{original,meta.json}`. A capture appears by one rename of a folder
 * that is already whole on the disk, so a crash loses nothing accepted and leaves nothing half.
 * Rejects when the folder cannot be used.
 */
export async function openDiskStore(options: DiskStoreOptions): Promise<CaptureStore> {
  const captures = join(options.folder, 'captures');
  // Beside the captures: a rename is atomic only within a file system.
  const incoming = join(options.folder, 'incoming');
  await makeFolder(captures);
  await makeFolder(incoming);
  await removeLeftovers(incoming);

  const get = async (id: string): Promise<StoredCapture | undefined> => {
    if (!isStoredId(id)) return undefined;
    const path = join(captures, id, 'meta.json');
    const text = await ifThere(readFile(path, 'utf8'));
    if (text === undefined) return undefined;
    const meta = metaSchema.safeParse(parsedJson(text));
    if (!meta.success) {
      options.warn(`${path}: damaged, so this capture is not listed: delete its folder`);
      return undefined;
    }
    const { formatVersion: _, ...rest } = meta.data;
    return { id, ...rest };
  };

  return {
    get,
    async list() {
      const found = await Promise.all((await readdir(captures)).map(get));
      return found.filter((capture) => capture !== undefined).sort(latestFirst);
    },
    async read(id) {
      return isStoredId(id) ? ifThere(readFile(join(captures, id, 'original'))) : undefined;
    },
    receive: (chunks, maxBytes) => receive(chunks, maxBytes, { incoming, captures, ...options }),
    async rename(id, name) {
      const capture = await get(id);
      if (!capture) return undefined;
      const renamed = { ...capture, name };
      const write = writeAtomically(join(captures, id, 'meta.json'), metaText(renamed));
      // Removed since it was looked up: there is no such capture any more.
      return ifThere(write.then(() => renamed));
    },
    async remove(id) {
      if (!isStoredId(id)) return false;
      const leaving = join(incoming, incomingName());
      const moved = await ifThere(rename(join(captures, id), leaving).then(() => true));
      if (moved !== true) return false;
      await rm(leaving, { recursive: true, force: true });
      return true;
    },
  };
}

/** Not mkdir's own `recursive`: below /proc, where no folder can be made, it never ends (Node 20). */
async function makeFolder(path: string): Promise<void> {
  const made = () => mkdir(path, { mode: 0o700 });
  try {
    await made();
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await made();
  }
}

interface Place {
  readonly incoming: string;
  readonly captures: string;
  readonly now: () => Date;
}

async function receive(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  place: Place,
): Promise<ReceivedUpload> {
  const folder = join(place.incoming, incomingName());
  const original = join(folder, 'original');
  const discard = () => rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  try {
    const { size, sha256 } = await writeChunks(original, chunks, maxBytes);
    return {
      bytes: () => readFile(original),
      discard,
      async accept({ name, fileName }) {
        const id = randomUUID();
        const uploadedAt = place.now().toISOString();
        const capture: StoredCapture = { id, name, fileName, size, uploadedAt, sha256 };
        await writeAtomically(join(folder, 'meta.json'), metaText(capture));
        await syncFolder(folder);
        await rename(folder, join(place.captures, id));
        await syncFolder(place.captures);
        return capture;
      },
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function writeChunks(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > maxBytes) throw new TooLarge();
      hash.update(chunk);
      await writeWhole(file, chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** write(2) may take less than it was given. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}

function metaText({ id: _, ...meta }: StoredCapture): string {
  return `${JSON.stringify({ formatVersion: 1, ...meta }, null, 2)}\n`;
}

/** A rename is on the disk once the folder it happened in is. Windows cannot, and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Names its process, so that a second server on the same folder leaves it alone. */
function incomingName(): string {
  return `${process.pid}-${randomUUID()}`;
}

async function removeLeftovers(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const pid = Number.parseInt(name, 10);
    if (pid === process.pid || !(await isRunning(pid))) {
      await rm(join(incoming, name), { recursive: true, force: true });
    }
  }
}

async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
