import type { Evidence } from '../evidence.ts';
import type { Family, Ip } from '../net/ip.ts';
import { ipFamily, prefixAddress, prefixContains, prefixLength } from '../net/ip.ts';
import type { InterfaceAddress } from '../snapshot/link.ts';
import type { PolicyRule, Route } from '../snapshot/route.ts';
import type { FactKind, NetnsSnapshot } from '../snapshot/snapshot.ts';

/** "Where would this address go?", for a packet that a process in the namespace sends. */
export interface RouteLookup {
  readonly address: Ip;
  readonly outcome: LookupOutcome;
  /** The route that decides; absent for `noRoute`, `unknown` and addresses of the namespace itself. */
  readonly route?: Route;
  /** Set when the address is the namespace's own: the kernel keeps a local route for each. */
  readonly ownAddress?: { readonly device: string; readonly evidence: Evidence };
  /** Tables in the order in which they are asked, up to the one that decides. */
  readonly tables: readonly TableLookup[];
  /** What the answer takes for granted because the capture does not hold it. */
  readonly assumptions: readonly string[];
}

export type LookupOutcome =
  | 'local'
  | 'forward'
  | 'broadcast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'noRoute'
  /** No routes of this family were captured in the namespace. */
  | 'unknown';

export interface TableLookup {
  readonly table: string;
  /** The policy rule that led here; absent where the kernel's default order is assumed. */
  readonly rule?: PolicyRule;
  /** Routes whose destination contains the address, best first. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly route: Route;
  readonly isWinner: boolean;
  /** Why it won or lost against the best one. */
  readonly why: string;
}

/**
 * Longest prefix, then lowest metric, table by table in the order of the policy rules, as the
 * kernel does it: ip-rule(8), ip-route(8). Rules that ask for more than the destination (source,
 * mark, interface) are left out and named as an assumption.
 */
export function lookupRoute(netns: NetnsSnapshot, address: Ip): RouteLookup {
  const family = ipFamily(address);
  const own = ownAddress(netns, address);
  const order = tableOrder(netns, family, address);
  const assumptions = [...order.assumptions];
  if (own) {
    const tables = [lookupInTable(netns, 'local', address)];
    return { address, outcome: 'local', ownAddress: own, tables, assumptions: [] };
  }
  if (!netns.captured.includes(family === 4 ? 'routes4' : 'routes6')) {
    const missing = `no IPv${family} routes of this namespace were captured`;
    return { address, outcome: 'unknown', tables: [], assumptions: [missing] };
  }
  const tables: TableLookup[] = [];
  for (const { table, rule } of order.tables) {
    const found = { ...lookupInTable(netns, table, address), ...(rule && { rule }) };
    if (table === 'main' || table === 'local' || found.candidates.length > 0 || rule) {
      tables.push(found);
    }
    const route = found.candidates.find((candidate) => candidate.isWinner)?.route;
    // A throw route sends the packet on to the next rule.
    if (!route || route.type === 'throw' || isSuppressed(route, rule)) continue;
    return { address, outcome: outcomeOf(route), route, tables, assumptions };
  }
  return { address, outcome: 'noRoute', tables, assumptions };
}

/** Also what a broadcast or multicast route says is told here. */
function outcomeOf(route: Route): LookupOutcome {
  switch (route.type) {
    case 'local':
    case 'anycast':
      return 'local';
    case 'broadcast':
      return 'broadcast';
    case 'blackhole':
      return 'blackhole';
    case 'unreachable':
      return 'unreachable';
    case 'prohibit':
      return 'prohibit';
    default:
      return 'forward';
  }
}

function ownAddress(netns: NetnsSnapshot, address: Ip): RouteLookup['ownAddress'] {
  const has = (a: InterfaceAddress): boolean => prefixAddress(a.prefix) === address;
  for (const link of netns.links) {
    const own = link.addresses.find(has);
    if (own) return { device: link.name, evidence: own.evidence };
  }
  const loopback = netns.links.find(
    (link) =>
      link.flags.includes('LOOPBACK') &&
      link.addresses.some((a) => prefixContains(a.prefix, address)),
  );
  return loopback && { device: loopback.name, evidence: loopback.evidence };
}

interface AskedTable {
  readonly table: string;
  readonly rule?: PolicyRule;
}

function tableOrder(
  netns: NetnsSnapshot,
  family: Family,
  address: Ip,
): { readonly tables: readonly AskedTable[]; readonly assumptions: readonly string[] } {
  const captured: FactKind = family === 4 ? 'policyRules4' : 'policyRules6';
  const rules = netns.policyRules.filter((rule) => rule.family === family);
  const assumptions = tableGaps(netns, family);
  if (!netns.captured.includes(captured) || rules.length === 0) {
    assumptions.push('policy rules were not captured: local, main, default is assumed');
    return { tables: ['local', 'main', 'default'].map((table) => ({ table })), assumptions };
  }
  const sorted = [...rules].sort((a, b) => a.priority - b.priority);
  const tables: AskedTable[] = [];
  for (const rule of sorted) {
    if (rule.action.kind !== 'lookup') continue;
    const needs = otherSelectors(rule);
    if (needs.length > 0) {
      assumptions.push(
        `rule ${rule.priority} (table ${rule.action.table}) is left out: it also asks for ${needs.join(', ')}`,
      );
    } else if (rule.to === undefined || prefixContains(rule.to, address) !== rule.inverted) {
      tables.push({ table: rule.action.table, rule });
    }
  }
  return { tables, assumptions };
}

function tableGaps(netns: NetnsSnapshot, family: Family): string[] {
  const all: FactKind = family === 4 ? 'allTables4' : 'allTables6';
  return netns.captured.includes(all)
    ? []
    : ['only the main table was captured: routes of other tables are not seen'];
}

function otherSelectors(rule: PolicyRule): readonly string[] {
  const named: readonly (readonly [string, unknown])[] = [
    ['the source address', rule.from],
    ['the packet mark', rule.fwmark],
    ['the incoming interface', rule.iif],
    ['the outgoing interface', rule.oif],
    ['the type of service', rule.tos],
    ['the protocol', rule.protocol],
    ['the source port', rule.sourcePorts],
    ['the destination port', rule.destinationPorts],
    ['the user', rule.uidRange],
    ['a VRF', rule.l3mdev],
    ['something not understood', rule.unknown],
  ];
  const anywhere = (value: unknown): boolean =>
    value === undefined || value === false || value === '0.0.0.0/0' || value === '::/0';
  return named.flatMap(([name, value]) => (anywhere(value) ? [] : [name]));
}

function lookupInTable(netns: NetnsSnapshot, table: string, address: Ip): TableLookup {
  const family = ipFamily(address);
  const matching = netns.routes
    .filter(
      (route) =>
        route.family === family &&
        route.table === table &&
        prefixContains(route.destination, address),
    )
    .sort(byPreference);
  const best = matching.find(isAlive);
  const candidates = matching.map((route) => ({
    route,
    isWinner: route === best,
    why: reasonFor(route, best, matching.length),
  }));
  return { table, candidates };
}

function byPreference(a: Route, b: Route): number {
  return prefixLength(b.destination) - prefixLength(a.destination) || metricOf(a) - metricOf(b);
}

/** The kernel's default where none is printed: 0 for IPv4, 1024 for IPv6. */
function metricOf(route: Route): number {
  return route.metric ?? (route.family === 4 ? 0 : 1024);
}

/** A route all of whose next hops are dead is passed over: `dead`, `linkdown` (with the sysctl). */
function isAlive(route: Route): boolean {
  if (route.flags.includes('dead')) return false;
  return route.nexthops.length === 0 || route.nexthops.some((hop) => !hop.flags.includes('dead'));
}

function isSuppressed(route: Route, rule: PolicyRule | undefined): boolean {
  const limit = rule?.suppressPrefixLength;
  return limit !== undefined && prefixLength(route.destination) <= limit;
}

function reasonFor(route: Route, best: Route | undefined, rivals: number): string {
  const length = prefixLength(route.destination);
  if (route === best) {
    return rivals === 1 ? 'the only route that contains it' : `longest prefix: /${length}`;
  }
  if (!isAlive(route)) return 'its next hop is dead';
  if (!best) return 'not taken';
  const bestLength = prefixLength(best.destination);
  if (length < bestLength) return `shorter prefix: /${length} against /${bestLength}`;
  return `same prefix, higher metric: ${metricOf(route)} against ${metricOf(best)}`;
}
