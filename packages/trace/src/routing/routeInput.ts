import type { Namespace } from '../network/network.ts';
import type { ForwardingStep, ReversePathStep } from '../step.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { RouteAnswer } from './answer.ts';
import { checkAddresses, checkWayBack, inputAnswer } from './checkSource.ts';
import { checkForwarding } from './forwarding.ts';

/** What the kernel makes of a packet that has come in by an interface. */
export type InputRoute =
  | { readonly kind: 'routed'; readonly answer: RouteAnswer }
  /** `answer`: absent where it is refused before a route is looked up. */
  | {
      readonly kind: 'refused';
      readonly step: ReversePathStep | ForwardingStep;
      readonly answer?: RouteAnswer;
    };

/**
 * ip_route_input_slow(), ip6_route_input() and ip6_forward(), in their order: addresses that make no
 * sense, the route, whether this host forwards at all, and whether the packet comes from where its
 * source is.
 */
export function routeInput(walk: Walk, netns: Namespace, skb: Skb): InputRoute {
  const martian = checkAddresses(walk, skb);
  if (martian) return { kind: 'refused', step: martian };
  const answer = inputAnswer(walk, netns, skb);
  const { inInterface, packet } = skb;
  const isForHere = HERE.has(answer.result);
  const step =
    (inInterface && !isForHere && checkForwarding(walk, netns, packet.family, inInterface)) ||
    checkWayBack(walk, netns, skb, answer);
  return step ? { kind: 'refused', step, answer } : { kind: 'routed', answer };
}

const HERE: ReadonlySet<RouteAnswer['result']> = new Set([
  'local',
  'broadcast',
  'multicast',
  'unknown',
]);
