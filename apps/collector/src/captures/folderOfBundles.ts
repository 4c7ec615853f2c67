import {
  type ArchiveLimits,
  archiveKind,
  readManifest,
  type UnpackResult,
  unpackCapture,
} from '@vethscope/parsers';
import type { FolderEntry } from './walkFolder.ts';

/** One file of a folder, unpacked as a capture of its own. */
export interface UnpackedEntry {
  readonly entry: FolderEntry;
  readonly result: UnpackResult;
}

/**
 * The captures that a folder such as `vethscope collect -o captures` makes stands for: it holds
 * nothing but archives, and a bundle among them. `undefined` for any other folder, whose files are
 * one capture together. `limits` are each one's own.
 */
export async function folderOfBundles(
  entries: readonly FolderEntry[],
  limits: ArchiveLimits,
): Promise<readonly UnpackedEntry[] | undefined> {
  if (entries.some(({ bytes }) => archiveKind(bytes).kind === 'text')) return undefined;
  const unpacked: UnpackedEntry[] = [];
  for (const entry of entries) {
    unpacked.push({ entry, result: await unpackCapture(entry.path, entry.bytes, limits) });
  }
  return unpacked.some(({ result }) => isBundle(result)) ? unpacked : undefined;
}

function isBundle(result: UnpackResult): boolean {
  return (
    result.ok &&
    result.capture.files.some((file) => readManifest(file, (path) => path) !== undefined)
  );
}
