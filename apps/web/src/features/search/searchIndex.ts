import type { Ip, Prefix } from '@vethscope/model';
import { ipFamily, parseIp, prefixContains, prefixLength } from '@vethscope/model';
import type { Kind } from '../../ui/kinds.ts';
import type { ViewPatch } from '../../view/viewState.ts';

/** Groups in the order in which results are shown. */
export const SEARCH_GROUPS = [
  'Pods',
  'Interfaces',
  'Addresses',
  'Namespaces',
  'Services',
  'Routes',
  'Chains',
  'Containers',
  'Outside',
] as const;
export type SearchGroup = (typeof SEARCH_GROUPS)[number];

/** One thing that can be found. */
export interface SearchEntry {
  readonly group: SearchGroup;
  readonly kind: Kind;
  readonly title: string;
  /** Where it is, or what it is: shown beside the title. */
  readonly about: string;
  /** Further words by which it is found: hashes, addresses, full ids. */
  readonly words: readonly string[];
  /** A route's destination: found by any address in it. */
  readonly prefix?: Prefix;
  /** What choosing it shows; for an address typed, `lookup` is added. */
  readonly patch: ViewPatch;
}

export interface SearchResult {
  readonly group: SearchGroup;
  readonly total: number;
  /** The best ones first. */
  readonly entries: readonly SearchEntry[];
}

export interface SearchIndex {
  /** `limit` entries a group at most, its total told all the same. */
  readonly search: (query: string, limit: number) => readonly SearchResult[];
}

interface Indexed {
  readonly entry: SearchEntry;
  readonly title: string;
  /** Everything it is found by, lower case, one string: `includes` on it is all that is asked. */
  readonly text: string;
}

/** Made once for a capture; a search is one pass over lower-case strings. */
export function makeSearchIndex(entries: readonly SearchEntry[]): SearchIndex {
  const indexed = entries.map((entry): Indexed => {
    const text = [entry.title, entry.about, ...entry.words].join('\n').toLowerCase();
    return { entry, title: entry.title.toLowerCase(), text };
  });
  return {
    search: (query, limit) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length === 0) return [];
      const address = parseIp(query.trim());
      const found = new Map<SearchGroup, { readonly rank: number; readonly item: Indexed }[]>();
      for (const item of indexed) {
        const rank = rankOf(item, words, address);
        if (rank === undefined) continue;
        const group = found.get(item.entry.group);
        if (group) group.push({ rank, item });
        else found.set(item.entry.group, [{ rank, item }]);
      }
      return SEARCH_GROUPS.flatMap((group) => {
        const hits = found.get(group);
        if (!hits) return [];
        const best = hits.sort((a, b) => a.rank - b.rank).slice(0, limit);
        return [
          {
            group,
            total: hits.length,
            entries: best.map(({ item }) => withLookup(item.entry, address)),
          },
        ];
      });
    },
  };
}

/** Lower is better; `undefined`: not found. Equal ranks keep the capture's order. */
function rankOf(
  { entry, title, text }: Indexed,
  words: readonly string[],
  address: Ip | undefined,
): number | undefined {
  if (
    address !== undefined &&
    entry.prefix !== undefined &&
    prefixContains(entry.prefix, address)
  ) {
    // The most specific route first, as in the look-up itself.
    return -prefixLength(entry.prefix);
  }
  if (!words.every((word) => text.includes(word))) return undefined;
  const [first = ''] = words;
  if (title === first) return 0;
  if (title.startsWith(first)) return 1;
  if (title.includes(first)) return 2;
  return 3;
}

function withLookup(entry: SearchEntry, address: Ip | undefined): SearchEntry {
  if (address === undefined || entry.group !== 'Routes') return entry;
  const family: '4' | '6' = ipFamily(address) === 4 ? '4' : '6';
  return { ...entry, patch: { ...entry.patch, family, q: undefined, lookup: address } };
}
