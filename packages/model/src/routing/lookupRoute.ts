import { assertNever } from '../assertNever.ts';
import type { Evidence } from '../evidence.ts';
import type { Family, Ip } from '../net/ip.ts';
import { ipFamily, prefixAddress, prefixContains, prefixLength } from '../net/ip.ts';
import type { InterfaceAddress } from '../snapshot/link.ts';
import type { PolicyRule, Route } from '../snapshot/route.ts';
import type { FactKind, NetnsSnapshot } from '../snapshot/snapshot.ts';
import { askRule, type LookupFlow } from './askRule.ts';

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
  /** Every policy rule in order, and what it had to say; none where the default order is assumed. */
  readonly rules: readonly AskedRule[];
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

export interface AskedRule {
  readonly rule: PolicyRule;
  /**
   * `decides`: here the look-up ends; `passes`: it is for the packet, and leads to no route;
   * `unknown`: it asks for what nobody said, and is left out.
   */
  readonly answer: 'decides' | 'passes' | 'no' | 'unknown' | 'skipped' | 'notReached';
  readonly why: string;
}

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
 * mark, interface) are left out and named as an assumption, unless `flow` tells of it.
 */
export function lookupRoute(netns: NetnsSnapshot, address: Ip, flow: LookupFlow = {}): RouteLookup {
  const family = ipFamily(address);
  const own = ownAddress(netns, address);
  if (own) {
    const tables = [lookupInTable(netns, 'local', address)];
    return { address, outcome: 'local', ownAddress: own, tables, rules: [], assumptions: [] };
  }
  if (!netns.captured.includes(family === 4 ? 'routes4' : 'routes6')) {
    const missing = `no IPv${family} routes of this namespace were captured`;
    return { address, outcome: 'unknown', tables: [], rules: [], assumptions: [missing] };
  }
  const rules = rulesInOrder(netns, family);
  return rules.length === 0
    ? lookupByDefault(netns, address)
    : lookupByRules(netns, address, rules, flow);
}

/** local, main, default: the kernel's own order, in force as long as nobody adds rules. */
function lookupByDefault(netns: NetnsSnapshot, address: Ip): RouteLookup {
  const assumptions = [
    ...tableGaps(netns, ipFamily(address)),
    'policy rules were not captured: local, main, default is assumed',
  ];
  const tables: TableLookup[] = [];
  for (const table of ['local', 'main', 'default']) {
    const { found, route } = askTable(netns, table, address);
    if (table !== 'default' || found.candidates.length > 0) tables.push(found);
    if (route) return { address, outcome: outcomeOf(route), route, tables, rules: [], assumptions };
  }
  return { address, outcome: 'noRoute', tables, rules: [], assumptions };
}

function lookupByRules(
  netns: NetnsSnapshot,
  address: Ip,
  rules: readonly PolicyRule[],
  flow: LookupFlow,
): RouteLookup {
  const assumptions = tableGaps(netns, ipFamily(address));
  const tables: TableLookup[] = [];
  const asked: AskedRule[] = [];
  // `goto` leads forwards alone, to the first rule of a priority: ip-rule(8).
  let skipTo = -Infinity;
  const answer = (outcome: LookupOutcome, route?: Route): RouteLookup => {
    const rest = rules.slice(asked.length).map((rule) => notReached(rule));
    const all = [...asked, ...rest];
    return { address, outcome, ...(route && { route }), tables, rules: all, assumptions };
  };
  for (const rule of rules) {
    const { action, priority } = rule;
    if (priority < skipTo) {
      asked.push({ rule, answer: 'skipped', why: `a rule before sends it on to rule ${skipTo}` });
      continue;
    }
    const { answer: isFor, why } = askRule(rule, address, flow);
    if (isFor === 'no') {
      asked.push({ rule, answer: 'no', why: `not for this packet: ${why.join(', ')}` });
      continue;
    }
    if (isFor === 'unknown' || action.kind === 'unknown') {
      const wants = isFor === 'unknown' ? why.join(', ') : 'an action that is not understood';
      asked.push({ rule, answer: 'unknown', why: `left out: it also asks for ${wants}` });
      assumptions.push(`rule ${priority}${tableText(rule)} is left out: it also asks for ${wants}`);
      continue;
    }
    switch (action.kind) {
      case 'lookup': {
        const { found, why: outcome, route } = askTable(netns, action.table, address, rule);
        tables.push(found);
        asked.push({ rule, answer: route ? 'decides' : 'passes', why: outcome });
        if (route) return answer(outcomeOf(route), route);
        break;
      }
      case 'goto':
        skipTo = action.priority;
        asked.push({ rule, answer: 'passes', why: `sends it on to rule ${action.priority}` });
        break;
      case 'nop':
        asked.push({ rule, answer: 'passes', why: 'does nothing' });
        break;
      case 'blackhole':
      case 'unreachable':
      case 'prohibit':
        asked.push({ rule, answer: 'decides', why: 'ends the look-up itself: no table is asked' });
        return answer(action.kind);
      default:
        assertNever(action);
    }
  }
  return answer('noRoute');
}

function notReached(rule: PolicyRule): AskedRule {
  return { rule, answer: 'notReached', why: 'not asked any more' };
}

function tableText({ action }: PolicyRule): string {
  return action.kind === 'lookup' ? ` (table ${action.table})` : '';
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

/** The rules of one family in the order in which they are asked; none: they were not captured. */
function rulesInOrder(netns: NetnsSnapshot, family: Family): readonly PolicyRule[] {
  const captured: FactKind = family === 4 ? 'policyRules4' : 'policyRules6';
  if (!netns.captured.includes(captured)) return [];
  return netns.policyRules
    .filter((rule) => rule.family === family)
    .sort((a, b) => a.priority - b.priority);
}

function askTable(netns: NetnsSnapshot, table: string, address: Ip, rule?: PolicyRule): Asked {
  const found = { ...lookupInTable(netns, table, address), ...(rule && { rule }) };
  const route = found.candidates.find((candidate) => candidate.isWinner)?.route;
  if (!route) return { found, why: `no route of ${table} contains ${address}` };
  // A throw route sends the packet on to the next rule.
  if (route.type === 'throw') return { found, why: `its throw route sends the look-up on` };
  if (isSuppressed(route, rule)) {
    const why = `its /${prefixLength(route.destination)} is too short for suppress_prefixlength ${rule?.suppressPrefixLength}`;
    return { found, why };
  }
  return { found, why: `table ${table} decides`, route };
}

interface Asked {
  readonly found: TableLookup;
  readonly why: string;
  /** The route that decides. */
  readonly route?: Route;
}

function tableGaps(netns: NetnsSnapshot, family: Family): string[] {
  const all: FactKind = family === 4 ? 'allTables4' : 'allTables6';
  return netns.captured.includes(all)
    ? []
    : ['only the main table was captured: routes of other tables are not seen'];
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
    const won = rivals === 1 ? 'the only route that contains it' : `longest prefix: /${length}`;
    return isLinkDown(route) ? `${won}; ${LINK_DOWN}` : won;
  }
  if (!isAlive(route)) return 'its next hop is dead';
  if (!best) return 'not taken';
  const bestLength = prefixLength(best.destination);
  if (length < bestLength) return `shorter prefix: /${length} against /${bestLength}`;
  return `same prefix, higher metric: ${metricOf(route)} against ${metricOf(best)}`;
}

/** All its interfaces lack a carrier. */
function isLinkDown({ flags, nexthops }: Route): boolean {
  if (flags.includes('linkdown')) return true;
  return nexthops.length > 0 && nexthops.every((hop) => hop.flags.includes('linkdown'));
}

/** ip-sysctl: only then is a route passed over whose interface has no carrier. */
const LINK_DOWN = 'its link is down: passed over where ignore_routes_with_linkdown is 1';
