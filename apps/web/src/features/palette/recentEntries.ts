import type { SearchEntry } from '../search/searchIndex.ts';

const MOST = 5;

/** Of each capture what was last chosen, for as long as the page is open. */
const chosen = new Map<string, readonly SearchEntry[]>();

export function recentEntries(capture: string): readonly SearchEntry[] {
  return chosen.get(capture) ?? [];
}

export function rememberEntry(capture: string, entry: SearchEntry): void {
  const others = recentEntries(capture).filter(
    ({ title, group, patch }) =>
      title !== entry.title || group !== entry.group || patch.selected !== entry.patch.selected,
  );
  chosen.set(capture, [entry, ...others].slice(0, MOST));
}
