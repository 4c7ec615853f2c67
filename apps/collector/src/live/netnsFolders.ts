import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Where namespaces get names: ip-netns(8), and Docker's own. */
export const NETNS_FOLDERS = ['/run/netns', '/run/docker/netns'] as const;

export interface NetnsFolders {
  /** Names that are there now, sorted. */
  readonly names: () => Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Tells when a name comes or goes; by inotify, so a folder costs nothing while nothing happens. */
export function watchNetnsFolders(folders: readonly string[], onChange: () => void): NetnsFolders {
  const watchers = new Map<string, FSWatcher>();
  let isStopped = false;

  const follow = (path: string, onEvent: (name: string | null) => void): boolean => {
    if (watchers.has(path)) return true;
    try {
      const watcher = watch(path, (_, name) => onEvent(name));
      watchers.set(path, watcher);
      watcher.on('error', () => forget(path));
      return true;
    } catch {
      return false;
    }
  };
  const forget = (path: string) => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  /** A folder that is not there yet is waited for in the one above it. */
  const followFolder = (folder: string) => {
    if (isStopped) return;
    if (follow(folder, onChange)) return;
    const parent = dirname(folder);
    follow(parent, (name) => {
      if (name !== basename(folder)) return;
      forget(folder);
      followFolder(folder);
      onChange();
    });
  };
  for (const folder of folders) followFolder(folder);

  return {
    names: async () => {
      const listed = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
      return [...new Set(listed.flat())].sort();
    },
    stop: () => {
      isStopped = true;
      for (const path of [...watchers.keys()]) forget(path);
    },
  };
}
