import type { Evidence, Ip, Nexthop, RouteType } from '@vethscope/model';
import { assertNever, prefixLength } from '@vethscope/model';
import { type Interface, type Namespace, perNamespace } from '../network/network.ts';
import { ownerOf } from '../network/ownAddress.ts';
import {
  isLimitedBroadcast,
  isLocalMulticast,
  isMulticast,
  isUnspecified,
  isZeronet,
} from '../network/specialAddress.ts';
import type { RouteStep } from '../step.ts';
import type { Walk } from '../walk/walk.ts';
import type { RouteAnswer, RouteQuery } from './answer.ts';
import { type FibResult, lookUpFib } from './fibLookup.ts';
import { type Flow, flowOf } from './flow.ts';
import { keptFromLeaving } from './localnet.ts';
import { drawHop } from './multipath.ts';
import { fibOf } from './tables.ts';

/**
 * Where a packet goes from here: ip_route_output_key_hash_rcu() and ip_route_input_slow() in
 * net/ipv4/route.c, ip6_pol_route() in net/ipv6/route.c; without their check of the source
 * address, which is `checkSource`.
 */
export function lookUp(walk: Walk, netns: Namespace, query: RouteQuery): RouteAnswer {
  const { packet, inInterface } = query;
  if (packet.family === 6) return lookUpTables(walk, netns, query);
  return inInterface
    ? lookUpInput4(walk, netns, query, inInterface)
    : lookUpOutput4(walk, netns, query);
}

function lookUpInput4(
  walk: Walk,
  netns: Namespace,
  query: RouteQuery,
  device: Interface,
): RouteAnswer {
  const { destination } = query.packet;
  const isToAll =
    isUnspecified(destination) && query.source !== undefined && isUnspecified(query.source);
  if (isLimitedBroadcast(destination) || isToAll) return onLink('broadcast', destination, device);
  if (isMulticast(destination)) return onLink('multicast', destination, device);
  return lookUpTables(walk, netns, query);
}

function lookUpOutput4(walk: Walk, netns: Namespace, query: RouteQuery): RouteAnswer {
  const answer = unguardedOutput4(walk, netns, query);
  const device = 'device' in answer ? answer.device : undefined;
  const source = query.source ?? answer.route?.preferredSource;
  const kept =
    device && source && answer.result !== 'local' && keptFromLeaving(walk, source, device);
  if (!kept) return answer;
  const refused = noRoute(query.packet.destination, [...answer.step.evidence, ...kept.evidence]);
  return { ...refused, because: kept.reason };
}

function unguardedOutput4(walk: Walk, netns: Namespace, query: RouteQuery): RouteAnswer {
  const { packet, source, outInterface } = query;
  const { destination } = packet;
  if (isUnspecified(destination)) return toItself(netns, destination);
  const group = groupOf(destination);
  if (group) {
    const isOnLink = group === 'broadcast' || isLocalMulticast(destination);
    const device = outInterface
      ? isOnLink && outInterface
      : source !== undefined && ownerOf(netns, source);
    if (device) return onLink(group, destination, device);
  }
  const found = lookUpTables(walk, netns, query);
  if (isZeronet(destination)) return noRoute(destination, found.step.evidence);
  if (isDeadEnd(found)) {
    return outInterface ? onLink(group ?? 'unicast', destination, outInterface) : found;
  }
  return group && found.result !== 'unknown' ? toGroup(netns, found, group) : found;
}

function toItself(netns: Namespace, destination: Ip): RouteAnswer {
  const device = netns.interfaces.get('lo');
  return { result: 'local', step: stepOf(destination, 'local', []), ...(device && { device }) };
}

function groupOf(destination: Ip): 'broadcast' | 'multicast' | undefined {
  if (isLimitedBroadcast(destination)) return 'broadcast';
  return isMulticast(destination) ? 'multicast' : undefined;
}

/** What goes to many goes by no gateway: __mkroute_output(). */
function toGroup(
  netns: Namespace,
  found: OnLinkAnswer | LocalAnswer,
  group: 'broadcast' | 'multicast',
): OnLinkAnswer {
  if (found.result === 'local') {
    const device = netns.interfaces.get('lo');
    return { ...found, result: group, ...(device && { device }) };
  }
  const { via, ...answer } = found;
  const { route } = answer;
  const isRouted = group === 'multicast' && route && prefixLength(route.destination) >= 4;
  return { ...answer, result: group, ...(isRouted && via !== undefined && { via }) };
}

type LocalAnswer = Extract<RouteAnswer, { readonly result: 'local' }>;

type DeadEndAnswer = Extract<
  RouteAnswer,
  { readonly result: 'blackhole' | 'unreachable' | 'prohibit' | 'noRoute' }
>;

function isDeadEnd(answer: RouteAnswer): answer is DeadEndAnswer {
  const { result } = answer;
  return (
    result === 'blackhole' ||
    result === 'unreachable' ||
    result === 'prohibit' ||
    result === 'noRoute'
  );
}

type OnLinkAnswer = Extract<
  RouteAnswer,
  { readonly result: 'unicast' | 'broadcast' | 'multicast' }
>;

/** Without a route: the destination is taken to be on the link. */
function onLink(
  result: 'unicast' | 'broadcast' | 'multicast',
  destination: Ip,
  device: Interface,
): OnLinkAnswer {
  return { result, device, step: stepOf(destination, result, [], { device: device.name }) };
}

function noRoute(destination: Ip, evidence: readonly Evidence[]): DeadEndAnswer {
  return { result: 'noRoute', step: stepOf(destination, 'noRoute', evidence) };
}

function lookUpTables(walk: Walk, netns: Namespace, query: RouteQuery): RouteAnswer {
  if (!goesByDestinationAlone(netns, query)) return lookUpFlow(walk, netns, flowOf(query));
  const known = byDestination(netns);
  const { destination } = query.packet;
  const before = known.get(destination);
  if (before) return before;
  const fresh = lookUpFlow(walk, netns, flowOf(query));
  // Of several next hops one is drawn for each flow.
  if (fresh.route && fresh.route.nexthops.length > 1) return fresh;
  if (known.size >= KEPT) known.clear();
  known.set(destination, fresh);
  return fresh;
}

const KEPT = 4096;

const byDestination = perNamespace(() => new Map<Ip, RouteAnswer>());

/** IPv4 without policy rules of somebody's making: they could ask for all else. */
function goesByDestinationAlone(
  netns: Namespace,
  { packet: { family, dscp }, outInterface }: RouteQuery,
): boolean {
  if (family !== 4 || dscp !== 0 || outInterface) return false;
  const fib = fibOf(netns, 4);
  return fib.localAndMain !== undefined && fib.rulesAre === 'captured';
}

function lookUpFlow(walk: Walk, netns: Namespace, flow: Flow): RouteAnswer {
  const { destination } = flow;
  const result = lookUpFib(walk, netns, flow);
  switch (result.kind) {
    case 'noRoute':
      return noRoute(destination, []);
    case 'unknown':
      return { ...noRoute(destination, []), result: 'unknown', because: result.because };
    case 'rule': {
      const { action, rule } = result;
      const step = stepOf(destination, action, [rule.evidence], { policyRule: rule.priority });
      return { result: action, step };
    }
    case 'route': {
      const hop = drawHop(walk, netns, flow, result);
      return answerOf(netns, destination, result, hop);
    }
    default:
      return assertNever(result);
  }
}

function answerOf(
  netns: Namespace,
  destination: Ip,
  { entry: { route }, rule }: Extract<FibResult, { readonly kind: 'route' }>,
  hop: Nexthop | undefined,
): RouteAnswer {
  const step: RouteStep = stepOf(
    destination,
    route.type,
    rule ? [rule.evidence, route.evidence] : [route.evidence],
    {
      table: route.table,
      prefix: route.destination,
      ...(hop?.via !== undefined && { via: hop.via }),
      ...(hop?.device !== undefined && { device: hop.device }),
      ...(rule && { policyRule: rule.priority }),
    },
  );
  const device = hop?.device === undefined ? undefined : netns.interfaces.get(hop.device);
  const out = { route, step, ...(device && { device }) };
  const { type } = route;
  switch (type) {
    case 'local':
    case 'anycast':
      return { ...out, result: 'local' };
    case 'unicast':
      // ff02::1 has a route of its own kind on newer kernels alone.
      return {
        ...out,
        result: isMulticast(destination) ? 'multicast' : 'unicast',
        ...(hop?.via !== undefined && { via: hop.via }),
      };
    case 'broadcast':
    case 'multicast':
      return { ...out, result: type };
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return { result: type, route, step };
    case 'throw':
    case 'nat':
      // RTN_NAT has had no effect since Linux 2.6.
      return { result: 'noRoute', route, step };
    default:
      return assertNever(type);
  }
}

function stepOf(
  destination: Ip,
  result: RouteType | 'noRoute',
  evidence: readonly Evidence[],
  more: Partial<RouteStep> = {},
): RouteStep {
  return { kind: 'route', destination, result, ...more, evidence };
}
