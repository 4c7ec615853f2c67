import { open, rename, rm, writeFile } from 'node:fs/promises';

/** What a file is made of. A stream that throws leaves no file. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes to `partial`, then gives it the name that `place` tells once all of it is on the disk.
 * Whatever fails, `partial` is gone.
 */
export async function renameOnceWhole(
  partial: string,
  content: FileContent,
  place: () => Promise<string> | string,
): Promise<string> {
  try {
    const file = await open(partial, 'wx');
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    const target = await place();
    await rename(partial, target);
    return target;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
