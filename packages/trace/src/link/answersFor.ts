import type { Family, Ip } from '@vethscope/model';
import { ipFamily, prefixAddress } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import { perNamespace } from '../network/network.ts';
import { ownAddress } from '../network/ownAddress.ts';
import { eitherSetting, interfaceSetting, switchOf } from '../network/sysctls.ts';
import type { Packet } from '../packet.ts';
import type { RouteAnswer } from '../routing/fib.ts';
import { checkSource, lookUp } from '../routing/fib.ts';
import { settingOrOff } from '../walk/settings.ts';
import type { Walk } from '../walk/walk.ts';
import { neighborTakesPart } from './neighborMac.ts';
import { proxyEntry } from './neighborTable.ts';

/** Somebody asks who has `address`; `sender` is the address that they ask from, if any. */
export interface NeighborQuery {
  readonly address: Ip;
  readonly sender: Ip | undefined;
}

export type NeighborAnswer = 'own' | 'proxy' | 'none';

/** Whether an interface that hears the question answers it: arp_process(), ndisc_recv_ns(). */
export function answersFor(walk: Walk, at: Interface, query: NeighborQuery): NeighborAnswer {
  if (!neighborTakesPart(at)) return 'none';
  return ipFamily(query.address) === 4 ? answersArp(walk, at, query) : answersNdp(walk, at, query);
}

function answersArp(walk: Walk, at: Interface, query: NeighborQuery): NeighborAnswer {
  const { address, sender } = query;
  if (sender === undefined) return isLocalIn(at.netns, address) ? 'own' : 'none';
  const packet = arpPacket(sender, address);
  const answer = lookUp(walk, at.netns, { packet, source: sender, mark: 0, inInterface: at });
  if (answer.result === 'unknown') return isLocalIn(at.netns, address) ? 'own' : 'none';
  const isProxy = answer.result === 'unicast' && isProxyFor(walk, at, query, answer);
  if (answer.result !== 'local' && !isProxy) return 'none';
  if (answer.result === 'local' && arpIsIgnored(at, address)) return 'none';
  const skb = { packet, mark: 0, inInterface: at, packetType: 'unicast' as const };
  if (checkSource(walk, at.netns, skb, answer)) return 'none';
  return isProxy ? 'proxy' : 'own';
}

/** arp_fwd_proxy(), arp_fwd_pvlan(), and entries of `ip neigh add proxy`. */
function isProxyFor(
  walk: Walk,
  at: Interface,
  { address, sender }: NeighborQuery,
  { device }: Extract<RouteAnswer, { result: 'unicast' | 'broadcast' | 'multicast' }>,
): boolean {
  if (switchOf(interfaceSetting(at, 4, 'forwarding')) === 'off') return false;
  if (device === at) {
    return sender !== address && settingOrOff(walk, at, 'proxy_arp_pvlan').value > 0;
  }
  return proxyEntry(at.netns, at.name, address) !== undefined || isSet(walk, at, 4, 'proxy_arp');
}

/** ndisc_recv_ns(): the address has to be the interface's own, or be listed as proxied. */
function answersNdp(walk: Walk, at: Interface, { address }: NeighborQuery): NeighborAnswer {
  if (hasAddress(at, address)) return 'own';
  if (switchOf(interfaceSetting(at, 6, 'forwarding')) === 'off') return 'none';
  if (!isSet(walk, at, 6, 'proxy_ndp')) return 'none';
  if (proxyEntry(at.netns, at.name, address)) return 'proxy';
  // `ip neigh show` leaves proxy entries out.
  if (at.netns.knows('proxyNeighbors')) return 'none';
  const isListed = walk.choices.ask({
    key: `proxy ${address} ${at.id}`,
    ifYes: `${at.name} has a proxy entry for ${address}`,
    ifNo: `${at.name} has no proxy entry for ${address}`,
  });
  return isListed ? 'proxy' : 'none';
}

function isSet(walk: Walk, at: Interface, family: Family, name: string): boolean {
  const setting = switchOf(eitherSetting(at, family, name));
  if (setting !== 'unknown') return setting === 'on';
  return walk.choices.ask({
    key: `${name} ${at.id}`,
    ifYes: `${name} is on for ${at.name}`,
    ifNo: `${name} is off for ${at.name}`,
  });
}

/** arp_ignore(): 1 and 2 want the address on the interface that is asked; 8 answers for none. */
function arpIsIgnored(at: Interface, address: Ip): boolean {
  const mode = eitherSetting(at, 4, 'arp_ignore')?.value ?? 0;
  return mode === 8 || (mode > 0 && !hasAddress(at, address));
}

function hasAddress({ link }: Interface, address: Ip): boolean {
  return link.addresses.some(
    ({ prefix, flags }) => prefixAddress(prefix) === address && !flags.includes('tentative'),
  );
}

/** Any of its interfaces has it, or a route of type local covers more than their addresses. */
function isLocalIn(netns: Namespace, address: Ip): boolean {
  return ownAddress(netns, address) !== undefined || hasMoreLocal(netns);
}

// local 10.96.0.0/12 dev lo table local: whoever typed that wants to answer for all of it.
export const hasMoreLocal = perNamespace((netns: Namespace): boolean =>
  netns.facts.routes.some(
    ({ family, type, destination }) =>
      family === 4 &&
      type === 'local' &&
      destination !== '127.0.0.0/8' &&
      !ownAddress(netns, prefixAddress(destination)),
  ),
);

function arpPacket(source: Ip, destination: Ip): Packet {
  return {
    ...{ family: 4, source, destination, protocol: 'arp' },
    ...{ length: 28, ttl: 0, dscp: 0, dontFragment: true },
  };
}
