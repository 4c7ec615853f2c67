import type { Nexthop } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';
import type { Flow } from './flow.ts';
import { TOS_MASK } from './policyRules.ts';
import type { RouteEntry, RouteNode, RouteTable } from './routeTable.ts';
import { isUnreachable } from './unreachable.ts';

/** A route of one table, and the next hop of it that the look-up ends at. */
export interface Selected {
  readonly entry: RouteEntry;
  /** Absent: a type that ends the packet's way, or one whose next hop the listing does not show. */
  readonly hop?: Nexthop;
}

/** The table's best route for a flow: fib_table_lookup(), fib6_table_lookup(). */
export function selectRoute(netns: Namespace, table: RouteTable, flow: Flow): Selected | undefined {
  const nodes = table.containing(flow.destination);
  if (flow.family === 4) return firstGood(nodes, flow);
  return bestReachable(netns, nodes, flow);
}

function firstGood(nodes: readonly RouteNode[], flow: Flow): Selected | undefined {
  const tos = flow.dsfield & TOS_MASK;
  for (const { entries } of nodes) {
    for (const entry of entries) {
      if (entry.tos !== undefined && entry.tos !== 0 && entry.tos !== tos) continue;
      if (endsWay(entry)) return { entry };
      if (entry.route.nexthops.length === 0) return { entry };
      const hop = entry.hops.find(({ device }) => isThere(device, flow));
      if (hop) return { entry, hop };
    }
  }
  return undefined;
}

/** Of the types that are an answer by themselves. */
export function endsWay({ route: { type } }: RouteEntry): boolean {
  return type === 'blackhole' || type === 'unreachable' || type === 'prohibit' || type === 'throw';
}

function isThere(device: string | undefined, { hopDevice }: Flow): boolean {
  return hopDevice === undefined || device === hopDevice.name;
}

/**
 * A host (not a router) passes by gateways that did not answer, as long as there is another route:
 * RFC 4191 3.2, fib6_table_lookup().
 */
function bestReachable(
  netns: Namespace,
  nodes: readonly RouteNode[],
  flow: Flow,
): Selected | undefined {
  const fitting = nodesFor(nodes, flow);
  let passedBy = false;
  for (const node of fitting) {
    const found = bestOfNode(node, flow, (hop) => {
      const isOut = isUnreachable(netns, hop);
      passedBy ||= isOut;
      return isOut;
    });
    if (found) return found;
  }
  if (!passedBy) return undefined;
  for (const node of fitting) {
    const found = bestOfNode(node, flow, () => false);
    if (found) return found;
  }
  return undefined;
}

/**
 * A prefix with routes for some sources is not asked for its others, unless the search has come
 * back to it from a longer one, or from those: fib6_node_lookup_1(), fib6_backtrack().
 */
function nodesFor(nodes: readonly RouteNode[], { source }: Flow): readonly RouteNode[] {
  let hasBegun = false;
  return nodes.filter(({ isFrom, isBehindSources }) => {
    const fits = isFrom ? source !== undefined && isFrom(source) : hasBegun || !isBehindSources;
    hasBegun ||= fits;
    return fits;
  });
}

/** Those of the lowest metric, else all others by score: find_rr_leaf() in net/ipv6/route.c. */
function bestOfNode(
  { entries }: RouteNode,
  flow: Flow,
  isOut: (hop: Nexthop) => boolean,
): Selected | undefined {
  const lowest = entries[0]?.metric;
  const first = entries.filter(({ metric }) => metric === lowest);
  return bestScored(first, flow, isOut) ?? bestScored(entries.slice(first.length), flow, isOut);
}

function bestScored(
  entries: readonly RouteEntry[],
  flow: Flow,
  isOut: (hop: Nexthop) => boolean,
): Selected | undefined {
  let best: Selected | undefined;
  let bestScore = -1;
  for (const entry of entries) {
    // `blackhole … dev lo` is printed by newer kernels: to all of them it is on lo.
    const hops = endsWay(entry) ? [ON_LOOPBACK] : entry.hops;
    for (const hop of hops) {
      const score = scoreOf(entry, hop, flow);
      if (score <= bestScore || isOut(hop)) continue;
      bestScore = score;
      best = endsWay(entry) ? { entry } : { entry, hop };
    }
  }
  return best;
}

const ON_LOOPBACK: Nexthop = { device: 'lo', flags: [] };

/** rt6_score_route(): the device, and the router preference of RFC 4191. Below 0: not at all. */
export function scoreOf({ route }: RouteEntry, { device }: Nexthop, flow: Flow): number {
  const onDevice = isThere(device, flow) ? 2 : 0;
  if (onDevice === 0 && flow.hopDevice?.need === 'required') return -1;
  return onDevice + 4 * (PREFERENCES.get(route.attributes['pref'] ?? 'medium') ?? 2);
}

const PREFERENCES: ReadonlyMap<string, number> = new Map([
  ['low', 1],
  ['medium', 2],
  ['high', 3],
]);
