import { assertNever } from '../../assertNever.ts';
import type { Id } from '../../ids.ts';
import { HOST_NETNS, interfaceId } from '../../ids.ts';
import { type Ip, isMulticast } from '../../net/ip.ts';
import type { NetnsSnapshot } from '../../snapshot/snapshot.ts';
import type { LookupFlow } from '../askRule.ts';
import { lookupRoute, type RouteLookup } from '../lookupRoute.ts';
import { acrossLink } from './acrossLink.ts';
import type { LinkGraph } from './linkGraph.ts';

/** What the routes of one namespace say, and by which interfaces it was come in and gone out. */
export interface RouteHop {
  readonly netns: Id;
  readonly found: RouteLookup;
  readonly in?: Id;
  readonly out?: Id;
  /** What joins it to the next: ports, bridges, networks. */
  readonly through: readonly Id[];
}

export type RouteWayEnd =
  | 'delivered'
  | 'leavesCapture'
  | 'noRoute'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'loop'
  | 'unknown';

/** From namespace to namespace by routes alone: no rule of iptables is asked, no neighbour either. */
export interface RouteWay {
  readonly hops: readonly RouteHop[];
  readonly end: RouteWayEnd;
  /** The namespace where it ends, or what it leaves to. */
  readonly at: Id;
  /** Of `unknown`: what is missing. */
  readonly why?: string;
}

/** A packet's time to live is larger; no network that was captured is this deep. */
const MOST_HOPS = 32;

const TO_MANY = 'it is for many, and only the way to one is followed';

/**
 * `snapshotOf`: what was captured in a namespace, by its id. Of several next hops the first is taken.
 * The source stays from hop to hop, a mark does not: it is of one namespace, and rules set others.
 */
export function followRoutes(
  graph: LinkGraph,
  snapshotOf: (netns: Id) => NetnsSnapshot | undefined,
  start: Id,
  { address, flow = {} }: { readonly address: Ip; readonly flow?: LookupFlow },
): RouteWay {
  const hops: RouteHop[] = [];
  let netns = start;
  let incoming: Id | undefined;
  while (hops.length < MOST_HOPS) {
    const snapshot = snapshotOf(netns);
    if (!snapshot) {
      return { hops, end: 'unknown', at: netns, why: 'nothing was captured in this namespace' };
    }
    const found = lookupRoute(snapshot, address, flowAt(graph, flow, incoming));
    // With the same route a packet goes the same way again.
    if (hops.some((before) => before.netns === netns && before.found.route === found.route)) {
      return { hops, end: 'loop', at: netns };
    }
    const hop: RouteHop = { netns, found, through: [], ...(incoming && { in: incoming }) };
    const ended = endOf(found);
    if (ended) return { hops: [...hops, hop], at: netns, ...ended };
    const nexthop = found.route?.nexthops.find(({ flags }) => !flags.includes('dead'));
    if (nexthop?.device === undefined) {
      const why = 'the route names no interface';
      return { hops: [...hops, hop], end: 'unknown', at: netns, why };
    }
    const out = interfaceIn(netns, nexthop.device);
    const arrival = acrossLink(graph, {
      out,
      nexthop: nexthop.via ?? address,
      destination: address,
    });
    hops.push({ ...hop, out, through: arrival.through });
    switch (arrival.kind) {
      case 'outside':
        return { hops, end: 'leavesCapture', at: arrival.at };
      case 'unknown':
        return { hops, end: 'unknown', at: netns, why: arrival.why };
      case 'interface':
        break;
      default:
        assertNever(arrival);
    }
    incoming = arrival.at;
    const next = graph.interface(arrival.at)?.netns;
    if (next === undefined)
      return { hops, end: 'unknown', at: netns, why: 'its far end is not known' };
    netns = next;
  }
  return { hops, end: 'loop', at: netns };
}

/** What policy rules of a namespace can ask for of a packet that came in there. */
function flowAt(graph: LinkGraph, flow: LookupFlow, incoming: Id | undefined): LookupFlow {
  if (incoming === undefined) return flow;
  const name = graph.interface(incoming)?.name;
  return {
    ...(flow.source !== undefined && { source: flow.source }),
    ...(name !== undefined && { incoming: name }),
  };
}

function endOf({
  address,
  outcome,
  assumptions,
}: RouteLookup): { readonly end: RouteWayEnd; readonly why?: string } | undefined {
  switch (outcome) {
    case 'forward':
      return isMulticast(address) ? { end: 'unknown', why: TO_MANY } : undefined;
    case 'local':
      return { end: 'delivered' };
    case 'broadcast':
      return { end: 'unknown', why: TO_MANY };
    case 'unknown':
      return { end: 'unknown', why: assumptions.join('; ') };
    case 'noRoute':
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return { end: outcome };
    default:
      return assertNever(outcome);
  }
}

/** `netns/NODE/NAME` and `eth0` make `if/NODE/NAME/eth0`. */
function interfaceIn(netns: Id, device: string): Id {
  const [, node = '', ...name] = netns.split('/');
  return interfaceId(node, name.join('/'), device);
}

/**
 * What it comes by in order, in ids of the topology and of the picture's boxes of routing: the
 * host's routing has a box of its own, another namespace's own box stands for its.
 */
export function placesOfWay({ hops, end, at }: RouteWay): readonly string[] {
  const places = [
    ...hops.flatMap((hop) => [
      ...(hop.in === undefined ? [] : [hop.in]),
      routingPlace(hop.netns),
      ...(hop.out === undefined ? [] : [hop.out]),
      ...hop.through,
    ]),
    ...(end === 'leavesCapture' ? [at] : []),
  ];
  return places.filter((place, i) => place !== places[i - 1]);
}

function routingPlace(netns: Id): string {
  return netns.endsWith(`/${HOST_NETNS}`) ? `routing/${netns}` : netns;
}
