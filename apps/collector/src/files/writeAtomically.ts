import { randomUUID } from 'node:crypto';
import { realpath, stat, writeFile } from 'node:fs/promises';
import { type FileContent, renameOnceWhole } from './partialFile.ts';

/**
 * Writes a file so that it is there whole or not at all; an older one stays until then. Of several
 * writers at once the last one wins. A device or a pipe is written to, not replaced.
 */
export async function writeAtomically(path: string, content: FileContent): Promise<void> {
  const older = await stat(path).catch(() => undefined);
  if (older !== undefined && !older.isFile()) {
    await writeFile(path, content);
    return;
  }
  // A symbolic link stays one.
  const target = older === undefined ? path : await realpath(path);
  await renameOnceWhole(`${target}.${randomUUID()}.partial`, content, () => target);
}
