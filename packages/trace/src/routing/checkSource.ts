import type { Interface, Namespace } from '../network/network.ts';
import {
  isLimitedBroadcast,
  isLinkLocal6,
  isLoopback,
  isMulticast,
  isUnspecified,
  isZeronet,
} from '../network/specialAddress.ts';
import type { ReversePathStep } from '../step.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { RouteAnswer } from './answer.ts';
import { keptFromEntering, type Refusal } from './localnet.ts';
import { lookUp } from './lookUp.ts';
import { validateSource } from './reversePath.ts';

/**
 * Martian addresses and rp_filter, for a packet that has come in by `skb.inInterface` and is routed
 * as `answer` says (looked up where it is not given). Absent: the kernel has nothing against it.
 */
export function checkSource(
  walk: Walk,
  netns: Namespace,
  skb: Skb,
  answer: RouteAnswer = inputAnswer(walk, netns, skb),
): ReversePathStep | undefined {
  return checkAddresses(walk, skb) ?? checkWayBack(walk, netns, skb, answer);
}

export function inputAnswer(
  walk: Walk,
  netns: Namespace,
  { packet, mark, inInterface }: Skb,
): RouteAnswer {
  const { source } = packet;
  return lookUp(walk, netns, { packet, source, mark, ...(inInterface && { inInterface }) });
}

/** What is refused before anybody looks a route up. */
export function checkAddresses(walk: Walk, skb: Skb): ReversePathStep | undefined {
  const { inInterface, packet } = skb;
  if (!comesFromOutside(inInterface)) return undefined;
  return stepOf(packet.family === 4 ? martian4(walk, skb, inInterface) : martian6(skb));
}

/** What is refused for where it comes from, once it is known where it is to go. */
export function checkWayBack(
  walk: Walk,
  netns: Namespace,
  skb: Skb,
  answer: RouteAnswer,
): ReversePathStep | undefined {
  const { inInterface, packet } = skb;
  if (!comesFromOutside(inInterface)) return undefined;
  return stepOf(
    packet.family === 4
      ? validateSource(walk, netns, skb, inInterface, answer)
      : unforwardable6(skb, answer),
  );
}

/** What a process sends to its own namespace keeps the route that it was sent with. */
function comesFromOutside(device: Interface | undefined): device is Interface {
  return device !== undefined && device.type !== 'loopback';
}

function stepOf(refusal: Refusal | undefined): ReversePathStep | undefined {
  return refusal && { kind: 'reversePath', verdict: 'drop', ...refusal };
}

/** ip_route_input_slow(), before it looks a route up. */
function martian4(walk: Walk, { packet }: Skb, device: Interface): Refusal | undefined {
  const { source, destination } = packet;
  if (isMulticast(source) || isLimitedBroadcast(source)) {
    return martian(`${source} is no address to send from`);
  }
  if (isLimitedBroadcast(destination)) return undefined;
  if (isUnspecified(source) && isUnspecified(destination)) return undefined;
  if (isZeronet(source) && !isMulticast(destination)) {
    return martian(`${source} only sends to 255.255.255.255`);
  }
  if (isZeronet(destination)) return martian(`${destination} is no address to send to`);
  if (isLoopback(destination)) return keptFromEntering(walk, destination, device);
  if (isLoopback(source)) return keptFromEntering(walk, source, device);
  return undefined;
}

/** ip6_rcv_core() */
function martian6({ packet }: Skb): Refusal | undefined {
  const { source, destination } = packet;
  if (isMulticast(source)) return martian(`${source} is no address to send from`);
  for (const address of [source, destination]) {
    if (isLoopback(address)) return martian(`${address} never comes in by an interface`);
  }
  return undefined;
}

/** ip6_forward() */
function unforwardable6({ packet }: Skb, { result }: RouteAnswer): Refusal | undefined {
  const { source } = packet;
  if (result !== 'unicast') return undefined;
  if (isUnspecified(source)) return martian(`what comes from ${source} is not forwarded`);
  if (isLinkLocal6(source)) {
    return martian(`${source} means something on its own link alone: it is not forwarded`);
  }
  return undefined;
}

function martian(reason: string): Refusal {
  return { reason, evidence: [] };
}
