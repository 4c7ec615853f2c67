import { mkdir, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { assertNever } from '@vethscope/model';
import { failureInWords } from '../captures/failureInWords.ts';
import { writeAtomically } from '../files/writeAtomically.ts';
import { writeNewFile } from '../files/writeNewFile.ts';
import { CaptureFailed } from './runningCapture.ts';

/** Where bundles go. */
export type OutputPlace =
  | { readonly kind: 'stdout'; readonly stream: Writable }
  /** An older file of that name is replaced. */
  | { readonly kind: 'file'; readonly path: string }
  /** Each bundle has a name of its own in there, and none takes another's place. */
  | { readonly kind: 'folder'; readonly path: string };

/** `-o`, for one bundle: a file, or a folder that is there. */
export async function placeOfOne(path: string): Promise<OutputPlace> {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return isFolder ? { kind: 'folder', path } : { kind: 'file', path };
}

/** `-o`, for several: a folder, made if it is not there. Throws what `mkdir` throws. */
export async function placeOfSeveral(path: string): Promise<OutputPlace> {
  await mkdir(path, { recursive: true });
  return { kind: 'folder', path };
}

/**
 * Writes one bundle, to a file only whole; resolves to where it is. `name` is asked once the bytes
 * have all come. Throws `CaptureFailed`.
 */
export async function writeBundle(
  place: OutputPlace,
  bytes: AsyncIterable<Uint8Array>,
  name: () => string,
): Promise<string> {
  try {
    switch (place.kind) {
      case 'stdout':
        for await (const chunk of bytes) await send(place.stream, chunk);
        return 'standard output';
      case 'file':
        await writeAtomically(place.path, bytes);
        return place.path;
      case 'folder':
        return await writeNewFile(place.path, bytes, (suffix) => `${name()}${suffix}.tar.gz`);
      default:
        return assertNever(place);
    }
  } catch (error) {
    if (error instanceof CaptureFailed) throw error;
    const where = place.kind === 'stdout' ? 'standard output' : place.path;
    throw new CaptureFailed(`${where}: cannot be written: ${failureInWords(error)}`);
  }
}

/** Resolves once the stream took it. */
function send(stream: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
