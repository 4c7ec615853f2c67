import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Writes a file so that it is there whole or not at all; an older one stays until then. Of several
 * writers at once the last one wins. A device or a pipe is written to, not replaced.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const older = await stat(path).catch(() => undefined);
  if (older !== undefined && !older.isFile()) {
    await writeFile(path, content);
    return;
  }
  // A symbolic link stays one.
  const target = older === undefined ? path : await realpath(path);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
