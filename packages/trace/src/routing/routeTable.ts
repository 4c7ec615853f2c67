import type { Ip, Nexthop, Prefix, Route } from '@vethscope/model';
import { networkOf, prefixAddress, prefixLength } from '@vethscope/model';
import { type AddressBits, addressBits, addressTest, maskedBits } from '../network/addressBits.ts';
import { dsfieldOf } from './dsfield.ts';

/** A route as a look-up needs it. */
export interface RouteEntry {
  readonly route: Route;
  /** Of the tables that are searched as one, the place of its own. */
  readonly rank: number;
  readonly length: number;
  readonly metric: number;
  /** Of the dsfield; absent: any. */
  readonly tos?: number;
  /** Without those that the kernel says are dead. */
  readonly hops: readonly Nexthop[];
}

/** All routes to one destination prefix (and, IPv6, from one source prefix), best first. */
export interface RouteNode {
  readonly length: number;
  /** Source-specific routes: `from`. Absent: from anywhere. */
  readonly isFrom?: (address: Ip) => boolean;
  /** Others to this prefix, which is not the default, ask for a source. */
  readonly isBehindSources?: true;
  readonly entries: readonly RouteEntry[];
}

const KEPT = 4096;

/** Routes of one family, indexed for "longest prefix first". */
export class RouteTable {
  /** Longest first. */
  readonly #levels: readonly Level[];
  readonly #known = new Map<Ip, readonly RouteNode[]>();

  /** Of tables that are searched as one, the first wins where the prefix is the same. */
  constructor(...tables: readonly (readonly Route[])[]) {
    const levels = new Map<number, Map<AddressBits, RouteEntry[]>>();
    for (const entry of tables.flatMap((routes, rank) => routes.map((one) => entryOf(one, rank)))) {
      const { route } = entry;
      const level = levels.get(entry.length) ?? new Map<AddressBits, RouteEntry[]>();
      levels.set(entry.length, level);
      const key = maskedBits(addressBits(prefixAddress(route.destination)), entry.length);
      const there = level.get(key);
      if (there) there.push(entry);
      else level.set(key, [entry]);
    }
    this.#levels = [...levels]
      .sort(([a], [b]) => b - a)
      .map(([length, entries]) => ({
        length,
        nodes: new Map([...entries].map(([key, found]) => [key, nodesOf(length, found)])),
      }));
  }

  /** Where the routes that contain the address are, the longest prefix first. */
  containing(address: Ip): readonly RouteNode[] {
    const known = this.#known.get(address);
    if (known) return known;
    const bits = addressBits(address);
    const found = this.#levels.flatMap(
      ({ length, nodes }) => nodes.get(maskedBits(bits, length)) ?? [],
    );
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(address, found);
    return found;
  }
}

interface Level {
  readonly length: number;
  readonly nodes: ReadonlyMap<AddressBits, readonly RouteNode[]>;
}

function entryOf(route: Route, rank: number): RouteEntry {
  const tos = route.tos === undefined ? undefined : dsfieldOf(route.tos);
  const isDead = route.flags.includes('dead');
  return {
    route,
    rank,
    length: prefixLength(route.destination),
    metric: metricOf(route),
    ...(tos !== undefined && { tos }),
    // `dead linkdown`: printed too where ignore_routes_with_linkdown takes it for dead.
    hops: isDead ? [] : route.nexthops.filter(({ flags }) => !flags.includes('dead')),
  };
}

/** IPv6 prints each, and a route that is added without one gets 1024. */
function metricOf({ metric, family }: Route): number {
  return metric ?? (family === 4 ? 0 : 1024);
}

function nodesOf(length: number, entries: readonly RouteEntry[]): readonly RouteNode[] {
  const bySource = new Map<Prefix | 'anywhere', RouteEntry[]>();
  for (const entry of entries) {
    const { from } = entry.route;
    const key = from === undefined || prefixLength(from) === 0 ? 'anywhere' : networkOf(from);
    const there = bySource.get(key);
    if (there) there.push(entry);
    else bySource.set(key, [entry]);
  }
  return [...bySource]
    .sort(([a], [b]) => sourceLength(b) - sourceLength(a))
    .map(([source, found]) => ({
      length,
      ...(source !== 'anywhere' && { isFrom: addressTest(source) }),
      ...(source === 'anywhere' &&
        bySource.size > 1 &&
        length > 0 && { isBehindSources: true as const }),
      entries: found.sort(byPreference),
    }));
}

function sourceLength(source: Prefix | 'anywhere'): number {
  return source === 'anywhere' ? 0 : prefixLength(source);
}

/** As the kernel lists them: a table before the next, routes with a tos first, lowest metric. */
function byPreference(a: RouteEntry, b: RouteEntry): number {
  return a.rank - b.rank || (b.tos ?? 0) - (a.tos ?? 0) || a.metric - b.metric;
}
