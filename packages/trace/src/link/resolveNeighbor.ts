import type { Ip, Mac } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import { ownAddress } from '../network/ownAddress.ts';
import { addressType } from '../routing/addressType.ts';
import type { NeighborStep } from '../step.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import { askAround, senderFor } from './askAround.ts';
import { linkLocalAddress, whyNotDiscovered } from './neighborDiscovery.ts';
import { BROADCAST_MAC, multicastMac, neighborTakesPart } from './neighborMac.ts';
import { isUsable, neighborEntry } from './neighborTable.ts';
import { reachOf } from './reach.ts';
import { WatchedChoices } from './watchedChoices.ts';

export type Resolution =
  /** No MAC: the device needs none, or whoever would answer is outside of the capture. */
  | { readonly kind: 'resolved'; readonly mac?: Mac; readonly packetType: Skb['packetType'] }
  | { readonly kind: 'ended'; readonly next: Next };

/**
 * Which MAC address has the next hop on a device's link: what neigh_resolve_output() does, with the
 * question sent to all who hear it. Writes down the step.
 */
export function resolveNeighbor(walk: Walk, device: Interface, nexthop: Ip, skb: Skb): Resolution {
  const { source } = skb.packet;
  const sender = ownAddress(device.netns, source) ? source : undefined;
  const settled = settledBefore(walk, device, nexthop, sender);
  const { step, resolution } = knownAsAsker(walk, device, settled.step) ?? settled;
  walk.path.step(step);
  const isAnswer = step.how === 'asked' || step.how === 'proxy';
  if (isAnswer) introduce(walk, device, step, sender);
  if (isAnswer && step.mac !== undefined) walk.learned.announce(step.mac);
  return resolution;
}

/** Who asked for this interface's address before is not asked for its own. */
function knownAsAsker(walk: Walk, device: Interface, step: NeighborStep): Settled | undefined {
  if (step.how === 'entry' || step.how === 'notNeeded') return undefined;
  const asker = walk.neighbors.askerOf(device, step.address);
  if (!asker) return undefined;
  const { mac, by } = asker;
  const found = { mac, how: 'entry', answeredBy: by.id, evidence: [by.link.evidence] } as const;
  const { kind, address, device: name } = step;
  return {
    step: { kind, address, device: name, ...found },
    resolution: { kind: 'resolved', mac, packetType: 'unicast' },
  };
}

/** The one who answers keeps who has asked. */
function introduce(
  { network, neighbors }: Walk,
  device: Interface,
  { address, answeredBy }: NeighborStep,
  sender: Ip | undefined,
): void {
  const { mac } = device.link;
  const by = answeredBy === undefined ? undefined : network.interfaces.get(answeredBy);
  const from =
    sender ?? (address.includes(':') ? linkLocalAddress(device) : senderFor(device, address));
  if (by && mac !== undefined && from !== undefined) neighbors.learn(by, from, { mac, by: device });
}

interface Settled {
  readonly step: NeighborStep;
  readonly resolution: Resolution;
}

/** Found once for each next hop and sender, unless it rests on what the capture does not tell. */
function settledBefore(
  walk: Walk,
  device: Interface,
  nexthop: Ip,
  sender: Ip | undefined,
): Settled {
  const known = settled.get(device) ?? new Map<string, Settled>();
  settled.set(device, known);
  const key = sender === undefined ? nexthop : `${nexthop} ${sender}`;
  const before = known.get(key);
  if (before) return before;
  const choices = new WatchedChoices(walk.choices);
  const found = settle({ ...walk, choices }, device, nexthop, sender);
  if (!choices.wasAsked) known.set(key, found);
  return found;
}

const settled = new WeakMap<Interface, Map<string, Settled>>();

function settle(walk: Walk, device: Interface, nexthop: Ip, sender: Ip | undefined): Settled {
  const step = { kind: 'neighbor', address: nexthop, device: device.name } as const;
  const own = [device.link.evidence];
  if (!neighborTakesPart(device)) {
    const resolution: Resolution = { kind: 'resolved', packetType: 'unicast' };
    return { step: { ...step, how: 'notNeeded', evidence: own }, resolution };
  }
  const group = groupMac(walk, device, nexthop);
  if (group) {
    const resolution: Resolution = { kind: 'resolved', ...group };
    return { step: { ...step, mac: group.mac, how: 'notNeeded', evidence: own }, resolution };
  }
  const entry = neighborEntry(device.netns, device.name, nexthop);
  const seen = entry ? [entry.evidence] : [];
  if (entry && isUsable(entry)) {
    const mac = entry.mac === undefined ? {} : { mac: entry.mac };
    const resolution: Resolution = { kind: 'resolved', ...mac, packetType: 'unicast' };
    return { step: { ...step, ...mac, how: 'entry', evidence: seen }, resolution };
  }
  const reach = reachOf(walk.network, device);
  const answer = askAround(walk, device, nexthop, sender, reach);
  const unheard = answer && whyNotDiscovered(walk, device, answer.by, { address: nexthop, sender });
  if (answer && unheard === undefined) {
    const { by, how } = answer;
    const mac = by.link.mac === undefined ? {} : { mac: by.link.mac };
    const resolution: Resolution = { kind: 'resolved', ...mac, packetType: 'unicast' };
    const evidence = [...seen, by.link.evidence];
    return { step: { ...step, ...mac, how, answeredBy: by.id, evidence }, resolution };
  }
  const hasFailed = entry?.states.includes('FAILED') === true;
  if (reach.exits.length > 0 && !hasFailed && unheard === undefined) {
    const resolution: Resolution = { kind: 'resolved', packetType: 'unicast' };
    return { step: { ...step, how: 'unknown', evidence: [...seen, ...own] }, resolution };
  }
  const words = unansweredWords(device, nexthop, hasFailed);
  const next = end('unresolved', unheard === undefined ? words : `${words}: ${unheard}`);
  const evidence = [...seen, ...own];
  return { step: { ...step, how: 'unanswered', evidence }, resolution: { kind: 'ended', next } };
}

/** arp_constructor(), ndisc_constructor() */
function groupMac(
  walk: Walk,
  device: Interface,
  nexthop: Ip,
): { readonly mac: Mac; readonly packetType: Skb['packetType'] } | undefined {
  const isIpv4 = !nexthop.includes(':');
  if (isIpv4 && addressType(walk, device.netns, nexthop) === 'BROADCAST') {
    return { mac: BROADCAST_MAC, packetType: 'broadcast' };
  }
  const mac = multicastMac(nexthop);
  return mac && { mac, packetType: 'multicast' };
}

function unansweredWords(device: Interface, nexthop: Ip, hasFailed: boolean): string {
  return hasFailed
    ? `nobody on ${device.name}'s link answers for ${nexthop}: its neighbour entry is FAILED`
    : `nobody on ${device.name}'s link answers for ${nexthop}`;
}
