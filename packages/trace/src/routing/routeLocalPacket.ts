import type { Ip } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';
import type { SourceStep } from '../step.ts';
import type { Walk } from '../walk/walk.ts';
import { hasAddressType } from './addressType.ts';
import type { RouteAnswer, RouteQuery } from './answer.ts';
import { lookUp } from './lookUp.ts';
import { chooseSource } from './sourceAddress.ts';

export interface LocalRoute {
  readonly answer: RouteAnswer;
  /** The sender's, or the one that the kernel has chosen. Absent: it has none to give. */
  readonly source?: Ip;
  /** Absent: the sender has one, or there is none. */
  readonly sourceStep?: SourceStep;
}

/**
 * The route of a packet that a process here sends: as connect() finds it for TCP and UDP, as
 * sendmsg() does for others. IPv4's connect looks up once more with the source address that the
 * first look-up led to (ip_route_connect()), so that a policy rule with `from` may lead elsewhere.
 * IPv6 does so only where it has found nothing without one (ip6_dst_lookup_tail()).
 */
export function routeLocalPacket(walk: Walk, netns: Namespace, query: RouteQuery): LocalRoute {
  const answer = lookUp(walk, netns, query);
  if (query.source !== undefined)
    return { answer: sentFrom(walk, netns, query.source, answer), source: query.source };
  const { packet } = query;
  const isFound = !ENDS.has(answer.result);
  // A route that only its source address opens has to be looked for by it.
  const isWithoutRoute = packet.family === 6 && !isFound && answer.result !== 'unknown';
  if (!isFound && !isWithoutRoute) return { answer };
  const sourceStep = chooseSource(netns, answer, packet.destination);
  if (!sourceStep) return { answer };
  const source = sourceStep.address;
  const isConnected = packet.protocol === 'tcp' || packet.protocol === 'udp';
  const isLookedUpAgain = isWithoutRoute || (packet.family === 4 && isConnected);
  const final = isLookedUpAgain ? lookUp(walk, netns, { ...query, source }) : answer;
  return { answer: final, source, sourceStep };
}

/** Nobody binds to an address that is not one of the namespace: inet_bind(), ip_route_output_key_hash(). */
function sentFrom(walk: Walk, netns: Namespace, source: Ip, answer: RouteAnswer): RouteAnswer {
  const isOwn = !netns.knows('addresses') || hasAddressType(walk, netns, source, ['LOCAL']);
  if (isOwn) return answer;
  const { destination } = answer.step;
  const because = `${source} is no address of ${netns.id}: nothing here can send from it`;
  return {
    result: 'noRoute',
    because,
    step: { kind: 'route', destination, result: 'noRoute', evidence: [] },
  };
}

const ENDS: ReadonlySet<RouteAnswer['result']> = new Set([
  'blackhole',
  'unreachable',
  'prohibit',
  'noRoute',
  'unknown',
]);
