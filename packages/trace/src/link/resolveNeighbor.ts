import type { Ip, Mac } from '@vethscope/model';
import { ipFamily, prefixAddress, prefixContains } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { NeighborQuery } from './answersFor.ts';
import { answersFor, mayAnswer } from './answersFor.ts';
import { BROADCAST_MAC, isBroadcast, multicastMac, neighborTakesPart } from './neighborMac.ts';
import { isUsable, neighborEntry } from './neighborTable.ts';
import type { Reach } from './reach.ts';
import { reachOf } from './reach.ts';

export type Resolution =
  /** No MAC: the device needs none, or whoever would answer is outside of the capture. */
  | { readonly kind: 'resolved'; readonly mac?: Mac; readonly packetType: Skb['packetType'] }
  | { readonly kind: 'ended'; readonly next: Next };

/**
 * Which MAC address has the next hop on a device's link: what neigh_resolve_output() does, with the
 * question sent to all who hear it. Writes down the step.
 */
export function resolveNeighbor(walk: Walk, device: Interface, nexthop: Ip, skb: Skb): Resolution {
  const step = { kind: 'neighbor', address: nexthop, device: device.name } as const;
  if (!neighborTakesPart(device)) {
    walk.path.step({ ...step, how: 'notNeeded', evidence: [device.link.evidence] });
    return { kind: 'resolved', packetType: 'unicast' };
  }
  const group = groupMac(device, nexthop);
  if (group) {
    walk.path.step({ ...step, mac: group.mac, how: 'notNeeded', evidence: [device.link.evidence] });
    return { kind: 'resolved', ...group };
  }
  const entry = neighborEntry(device.netns, device.name, nexthop);
  if (entry && isUsable(entry)) {
    const mac = entry.mac === undefined ? {} : { mac: entry.mac };
    walk.path.step({ ...step, ...mac, how: 'entry', evidence: [entry.evidence] });
    return { kind: 'resolved', ...mac, packetType: 'unicast' };
  }
  const evidence = entry ? [entry.evidence] : [];
  const reach = reachOf(walk.network, device);
  const answer = askAround(walk, device, nexthop, skb, reach);
  if (answer) {
    const { by, how } = answer;
    const mac = by.link.mac === undefined ? {} : { mac: by.link.mac };
    const seen = [...evidence, by.link.evidence];
    walk.path.step({ ...step, ...mac, how, answeredBy: by.id, evidence: seen });
    if (by.link.mac !== undefined) walk.learned.announce(by.link.mac);
    return { kind: 'resolved', ...mac, packetType: 'unicast' };
  }
  const hasFailed = entry?.states.includes('FAILED') === true;
  if (reach.exits.length > 0 && !hasFailed) {
    walk.path.step({ ...step, how: 'unknown', evidence });
    return { kind: 'resolved', packetType: 'unicast' };
  }
  walk.path.step({ ...step, how: 'unanswered', evidence: [...evidence, device.link.evidence] });
  return { kind: 'ended', next: end('unresolved', unansweredWords(device, nexthop, hasFailed)) };
}

function groupMac(
  device: Interface,
  nexthop: Ip,
): { readonly mac: Mac; readonly packetType: Skb['packetType'] } | undefined {
  if (isBroadcast(device, nexthop)) return { mac: BROADCAST_MAC, packetType: 'broadcast' };
  const mac = isGroup(nexthop) ? multicastMac(nexthop) : undefined;
  return mac && { mac, packetType: 'multicast' };
}

/** Before any arithmetic: 224.0.0.0/4 and ff00::/8 as they are written. */
function isGroup(address: Ip): boolean {
  return address.startsWith('ff') || /^2(2[4-9]|3\d)\./.test(address);
}

function askAround(
  walk: Walk,
  device: Interface,
  address: Ip,
  { packet }: Skb,
  { ends }: Reach,
): { readonly by: Interface; readonly how: 'asked' | 'proxy' } | undefined {
  const query: NeighborQuery = { address, sender: senderOf(device, address, packet.source) };
  const others = ends.filter((at) => at !== device);
  const answersOf = (candidates: readonly Interface[]) =>
    candidates.flatMap((by) => {
      const answer = answersFor(walk, by, query);
      return answer === 'none' ? [] : [{ by, how: HOW[answer] }];
    });
  const certain = answersOf(others.filter((at) => mayAnswer(at, query) === 'certain'));
  const answers =
    certain.length > 0
      ? certain
      : answersOf(others.filter((at) => mayAnswer(at, query) === 'perhaps'));
  if (answers.length < 2) return answers[0];
  // An address that several have: the first answer that comes is taken.
  return answers[walk.choices.draw(answers.map(() => 1 / answers.length))];
}

const HOW = { own: 'asked', proxy: 'proxy' } as const;

/**
 * Whose address the question comes from: arp_solicit() with arp_announce 0 takes the packet's source
 * where that is local, else one that fits the target.
 */
function senderOf(device: Interface, target: Ip, source: Ip): Ip | undefined {
  const all = [device, ...device.netns.interfaces.values()].flatMap(({ link }) => link.addresses);
  if (all.some(({ prefix }) => prefixAddress(prefix) === source)) return source;
  const usable = all.filter(({ family, scope }) => family === ipFamily(target) && scope !== 'host');
  const own = device.link.addresses.filter((address) => usable.includes(address));
  const fitting = own.find(({ prefix }) => prefixContains(prefix, target));
  const chosen = fitting ?? own[0] ?? usable[0];
  return chosen && prefixAddress(chosen.prefix);
}

function unansweredWords(device: Interface, nexthop: Ip, hasFailed: boolean): string {
  return hasFailed
    ? `nobody on ${device.name}'s link answers for ${nexthop}: its neighbour entry is FAILED`
    : `nobody on ${device.name}'s link answers for ${nexthop}`;
}
