import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../captures/failureInWords.ts';
import { type FileContent, renameOnceWhole } from './partialFile.ts';

/**
 * Writes a file that takes no other's place, whole or not at all; resolves to its path. `name` is
 * asked once the content is there: `name('')`, and where that is taken `name('-2')`, `name('-3')`.
 */
export function writeNewFile(
  folder: string,
  content: FileContent,
  name: (suffix: string) => string,
): Promise<string> {
  const partial = join(folder, `.${randomUUID()}.partial`);
  return renameOnceWhole(partial, content, () => freePath(folder, name));
}

/** The path is reserved by an empty file, so that a writer beside this one takes another. */
async function freePath(folder: string, name: (suffix: string) => string): Promise<string> {
  for (let count = 1; ; count++) {
    const path = join(folder, name(count === 1 ? '' : `-${count}`));
    try {
      await (await open(path, 'wx')).close();
      return path;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}
