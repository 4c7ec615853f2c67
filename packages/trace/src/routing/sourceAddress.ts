import type { Ip, Route } from '@vethscope/model';
import { parseIp } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import { isLimitedBroadcast, isMulticast, isUnspecified } from '../network/specialAddress.ts';
import type { SourceStep } from '../step.ts';
import type { RouteAnswer } from './answer.ts';
import { type ChosenSource, SCOPE_LINK, selectAddress, sourceToNexthop } from './sourceAddress4.ts';
import { selectAddress6 } from './sourceAddress6.ts';

/**
 * The source address that the kernel gives a packet that has none yet. Absent: it has none to give,
 * or where the packet goes was not captured.
 */
export function chooseSource(
  netns: Namespace,
  answer: RouteAnswer,
  destination: Ip,
): SourceStep | undefined {
  const { route } = answer;
  if (route?.preferredSource) {
    const reason = `\`src\` of the route to ${route.destination}`;
    return step({ address: route.preferredSource, reason }, route);
  }
  const isIpv6 = destination.includes(':');
  const chosen = isIpv6
    ? selectAddress6(netns, deviceOf(answer), destination)
    : chosen4(netns, answer, destination);
  return chosen && step(chosen, route);
}

function deviceOf(answer: RouteAnswer): Interface | undefined {
  return 'device' in answer ? answer.device : undefined;
}

function chosen4(netns: Namespace, answer: RouteAnswer, destination: Ip): ChosenSource | undefined {
  if (isUnspecified(destination))
    return { address: LOOPBACK, reason: `${destination} is this host` };
  const isToItself = answer.result === 'local' || answer.route?.type === 'local';
  if (isToItself) return { address: destination, reason: 'it is sent to itself' };
  const device = deviceOf(answer);
  if (!device) return undefined;
  const { route } = answer;
  if (route) {
    const via = 'via' in answer ? answer.via : undefined;
    return sourceToNexthop(netns, { device: device.name, ...(via && { via }), flags: [] }, route);
  }
  // Told the interface, without a route: __ip_route_output_key_hash().
  const isGroup = isMulticast(destination) && !destination.startsWith('224.0.0.');
  const isLinkWide = isLimitedBroadcast(destination) || !isGroup;
  return selectAddress(netns, device, undefined, isLinkWide ? SCOPE_LINK : 0);
}

const LOOPBACK = known4('127.0.0.1');

function known4(text: string): Ip {
  const address = parseIp(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return address;
}

/** What MASQUERADE takes: nf_nat_masquerade_ipv4(), nf_nat_masquerade_ipv6(). */
export function sourceForInterface(
  netns: Namespace,
  device: Interface,
  nexthop: Ip,
): SourceStep | undefined {
  const chosen = nexthop.includes(':')
    ? selectAddress6(netns, device, nexthop)
    : selectAddress(netns, device, nexthop, 0);
  return chosen && step(chosen);
}

function step({ address, reason, entry }: ChosenSource, route?: Route): SourceStep {
  const evidence = [...(route ? [route.evidence] : []), ...(entry ? [entry.evidence] : [])];
  return { kind: 'source', address, reason, evidence };
}
