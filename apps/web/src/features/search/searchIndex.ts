import type { Ip, Prefix } from '@vethscope/model';
import {
  type Family,
  familyWidth,
  ipBits,
  ipFamily,
  parseIp,
  prefixAddress,
  prefixLength,
} from '@vethscope/model';
import type { GlyphKind } from '../../ui/KindGlyph.tsx';
import type { ViewPatch } from '../../view/viewState.ts';

/** Groups in the order in which results are shown. */
const SEARCH_GROUPS = [
  'Nodes',
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
  readonly kind: GlyphKind;
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

interface SearchResult {
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
  readonly network?: Network;
}

/** A prefix made ready to be compared: 10,000 routes are asked for every letter typed. */
interface Network {
  readonly family: Family;
  readonly length: number;
  /** Bits that are not compared. */
  readonly hostBits: bigint;
  readonly bits: bigint;
}

interface Asked {
  readonly words: readonly string[];
  readonly address?: { readonly family: Family; readonly bits: bigint };
}

/** Made once for a capture; a search is one pass over lower-case strings. */
export function makeSearchIndex(entries: readonly SearchEntry[]): SearchIndex {
  const indexed = entries.map((entry): Indexed => {
    const text = [entry.title, entry.about, ...entry.words].join('\n').toLowerCase();
    const network = entry.prefix && networkBits(entry.prefix);
    return { entry, title: entry.title.toLowerCase(), text, ...(network && { network }) };
  });
  return {
    search: (query, limit) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length === 0) return [];
      const ip = parseIp(query.trim());
      const asked: Asked = {
        words,
        ...(ip && { address: { family: ipFamily(ip), bits: ipBits(ip) } }),
      };
      const found = new Map<SearchGroup, { readonly rank: number; readonly item: Indexed }[]>();
      for (const item of indexed) {
        const rank = rankOf(item, asked);
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
            entries: best.map(({ item }) => withLookup(item.entry, ip)),
          },
        ];
      });
    },
  };
}

/** Lower is better; `undefined`: not found. Equal ranks keep the capture's order. */
function rankOf({ title, text, network }: Indexed, { words, address }: Asked): number | undefined {
  if (address && network && covers(network, address)) {
    // The most specific route first, as in the look-up itself.
    return -network.length;
  }
  if (!words.every((word) => text.includes(word))) return undefined;
  const [first = ''] = words;
  if (title === first) return 0;
  if (title.startsWith(first)) return 1;
  if (title.includes(first)) return 2;
  return 3;
}

function networkBits(prefix: Prefix): Network {
  const family = ipFamily(prefix);
  const length = prefixLength(prefix);
  const hostBits = BigInt(familyWidth(family) - length);
  return { family, length, hostBits, bits: ipBits(prefixAddress(prefix)) >> hostBits };
}

function covers(network: Network, address: NonNullable<Asked['address']>): boolean {
  return network.family === address.family && network.bits === address.bits >> network.hostBits;
}

function withLookup(entry: SearchEntry, address: Ip | undefined): SearchEntry {
  if (address === undefined || entry.group !== 'Routes') return entry;
  const family: '4' | '6' = ipFamily(address) === 4 ? '4' : '6';
  return { ...entry, patch: { ...entry.patch, family, q: undefined, lookup: address } };
}
