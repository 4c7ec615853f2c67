import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '@vethscope/model';
import type { ArchiveLimits } from '@vethscope/parsers';
import { failureInWords } from './failureInWords.ts';
import { sizeInWords } from './sizeInWords.ts';

export interface FolderEntry {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type WalkedFolder =
  /** `problems`: what was left out and why, one line each. */
  | {
      readonly ok: true;
      readonly entries: readonly FolderEntry[];
      readonly problems: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Every regular file below a folder, sorted by path. Links are not followed: they may lead
 * anywhere. Refuses as soon as the limits are passed, so that `/` given by mistake ends quickly.
 */
export async function walkFolder(folder: string, limits: ArchiveLimits): Promise<WalkedFolder> {
  const entries: FolderEntry[] = [];
  const problems: string[] = [];
  let links = 0;
  let bytes = 0;
  for await (const found of filesBelow(folder)) {
    if (found.kind === 'link') links++;
    if (found.kind === 'unreadable') problems.push(found.problem);
    if (found.kind !== 'file') continue;
    if (entries.length === limits.maxFiles) {
      return refused(`it holds more than ${limits.maxFiles} files`);
    }
    try {
      bytes += (await lstat(join(folder, found.path))).size;
      if (bytes > limits.maxUnpackedBytes) {
        return refused(`it holds more than ${sizeInWords(limits.maxUnpackedBytes)}`);
      }
      entries.push({ path: found.path, bytes: await readFile(join(folder, found.path)) });
    } catch (error) {
      problems.push(leftOut(join(folder, found.path), error));
    }
  }
  if (links > 0) {
    problems.push(`${folder}: symbolic links in it are not followed (${links} left out)`);
  }
  return { ok: true, entries: entries.sort((a, b) => compareText(a.path, b.path)), problems };
}

type Found =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'unreadable'; readonly problem: string };

async function* filesBelow(folder: string): AsyncGenerator<Found> {
  const waiting = [''];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    try {
      for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
        const inside = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(inside);
        else if (entry.isSymbolicLink()) yield { kind: 'link' };
        else if (entry.isFile()) yield { kind: 'file', path: inside };
      }
    } catch (error) {
      if (path === '') throw error;
      yield { kind: 'unreadable', problem: leftOut(join(folder, path), error) };
    }
  }
}

function leftOut(path: string, error: unknown): string {
  return `${path}: left out: ${failureInWords(error)}`;
}

function refused(what: string): WalkedFolder {
  return {
    ok: false,
    reason: `${what}: give the folder of the command outputs alone, or raise the limit`,
  };
}
