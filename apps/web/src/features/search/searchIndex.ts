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
import { letterSpan } from './letterSpan.ts';
import { type Narrowed, narrowed } from './narrowed.ts';

/** Groups in the order in which results are shown. */
const SEARCH_GROUPS = [
  'Nodes',
  'Pods',
  'Interfaces',
  'Addresses',
  'Namespaces',
  'Services',
  'Policies',
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
  /** `limit` entries a group at most, its total told all the same; of all groups, or of some. */
  readonly search: (
    query: string,
    limit: number,
    groups?: ReadonlySet<SearchGroup>,
  ) => readonly SearchResult[];
  /** Entries whose titles have these letters in their order, the closest together first. */
  readonly guess: (letters: string, limit: number) => readonly SearchEntry[];
  /** Takes further entries in for as long as it may. `false`: it has them all. */
  readonly grow: (mayGoOn: () => boolean) => boolean;
}

interface Indexed {
  readonly entry: SearchEntry;
  /** Everything it is found by, lower case, one string that begins with the title. */
  readonly text: string;
  readonly titleLength: number;
  readonly network?: Network;
}

/** A prefix made ready to be compared: 10,000 routes are asked for every letter typed. */
interface Network {
  readonly family: Family;
  readonly length: number;
  readonly bits: bigint;
}

interface Asked {
  readonly words: readonly string[];
  readonly address?: AskedAddress;
}

interface AskedAddress {
  readonly family: Family;
  /** The bits of the network it is in, by the network's length. */
  readonly networks: readonly bigint[];
}

/** What one group holds, and what of it fitted the letters typed last. */
interface Items {
  readonly all: Indexed[];
  readonly found: Narrowed<Indexed>;
  readonly guessed: Narrowed<Indexed>;
}

/** How many entries are taken in before the time is looked at. */
const AT_ONCE = 200;

/**
 * Made once for a capture, of which a large one has 100,000 entries: they are taken in bit by bit by
 * `grow`, the rest of them at the first search. A search is one pass over lower-case strings.
 */
export function makeSearchIndex(entries: Iterable<SearchEntry>): SearchIndex {
  const groups = new Map(SEARCH_GROUPS.map((group) => [group, noItems()]));
  const rest = entries[Symbol.iterator]();
  const grow = (mayGoOn: () => boolean): boolean => {
    do {
      for (let i = 0; i < AT_ONCE; i++) {
        const { done, value } = rest.next();
        if (done) return false;
        groups.get(value.group)?.all.push(indexed(value));
      }
    } while (mayGoOn());
    return true;
  };
  return {
    grow,
    search: (query, limit, only) => {
      const text = query.toLowerCase().trim();
      const words = text.split(/\s+/).filter(Boolean);
      if (words.length === 0) return [];
      grow(() => true);
      const ip = parseIp(text);
      const asked: Asked = { words, ...(ip && { address: askedAddress(ip) }) };
      return [...groups].flatMap(([group, items]) => {
        if (only?.has(group) === false) return [];
        const { total, best } = bestOf(items, text, asked, limit);
        const shown = best.map(({ entry }) => withLookup(entry, ip));
        return total === 0 ? [] : [{ group, total, entries: shown }];
      });
    },
    guess: (letters, limit) => {
      const wanted = letters.toLowerCase().replace(/\s+/g, '');
      if (wanted === '') return [];
      grow(() => true);
      return [...groups.values()]
        .flatMap(({ guessed }) => guessesOf(guessed, wanted))
        .sort((a, b) => a.span - b.span)
        .slice(0, limit)
        .map(({ item }) => item.entry);
    },
  };
}

function noItems(): Items {
  const all: Indexed[] = [];
  return { all, found: narrowed(all), guessed: narrowed(all) };
}

function askedAddress(ip: Ip): AskedAddress {
  const family = ipFamily(ip);
  const width = familyWidth(family);
  const bits = ipBits(ip);
  const networks = Array.from({ length: width + 1 }, (_, length) => bits >> BigInt(width - length));
  return { family, networks };
}

function guessesOf(
  guessed: Narrowed<Indexed>,
  wanted: string,
): readonly { readonly item: Indexed; readonly span: number }[] {
  const guesses: { item: Indexed; span: number }[] = [];
  for (const item of guessed.candidates(wanted)) {
    const span = letterSpan(item.text.slice(0, item.titleLength), wanted);
    if (span !== undefined) guesses.push({ item, span });
  }
  guessed.keep(
    wanted,
    guesses.map(({ item }) => item),
  );
  return guesses;
}

function indexed(entry: SearchEntry): Indexed {
  const network = entry.prefix && networkBits(entry.prefix);
  return {
    entry,
    text: [entry.title, entry.about, ...entry.words].join('\n').toLowerCase(),
    titleLength: entry.title.toLowerCase().length,
    ...(network && { network }),
  };
}

/** Equal ranks keep the capture's order. A single letter finds nearly all: only the best are kept. */
function bestOf(
  items: Items,
  query: string,
  asked: Asked,
  limit: number,
): { readonly total: number; readonly best: readonly Indexed[] } {
  const byRank = new Map<number, Indexed[]>();
  const fitting: Indexed[] = [];
  // Routes that cover an address do not have to fit its first half.
  const candidates = asked.address ? items.all : items.found.candidates(query);
  for (const item of candidates) {
    const rank = rankOf(item, asked);
    if (rank === undefined) continue;
    fitting.push(item);
    const equals = byRank.get(rank);
    if (equals === undefined) byRank.set(rank, [item]);
    else if (equals.length < limit) equals.push(item);
  }
  items.found.keep(query, fitting);
  const ranks = [...byRank].sort(([a], [b]) => a - b);
  return { total: fitting.length, best: ranks.flatMap(([, equals]) => equals).slice(0, limit) };
}

/** Lower is better; `undefined`: not found. */
function rankOf(
  { text, titleLength, network }: Indexed,
  { words, address }: Asked,
): number | undefined {
  if (address && network && covers(network, address)) {
    // The most specific route first, as in the look-up itself.
    return -network.length;
  }
  const [first = '', ...others] = words;
  const at = text.indexOf(first);
  if (at < 0 || !others.every((word) => text.includes(word))) return undefined;
  if (at + first.length > titleLength) return 3;
  if (at > 0) return 2;
  return first.length === titleLength ? 0 : 1;
}

function networkBits(prefix: Prefix): Network {
  const family = ipFamily(prefix);
  const length = prefixLength(prefix);
  const hostBits = BigInt(familyWidth(family) - length);
  return { family, length, bits: ipBits(prefixAddress(prefix)) >> hostBits };
}

function covers({ family, length, bits }: Network, address: AskedAddress): boolean {
  return family === address.family && bits === address.networks[length];
}

function withLookup(entry: SearchEntry, address: Ip | undefined): SearchEntry {
  if (address === undefined || entry.group !== 'Routes') return entry;
  const family: '4' | '6' = ipFamily(address) === 4 ? '4' : '6';
  return { ...entry, patch: { ...entry.patch, family, q: undefined, lookup: address } };
}
