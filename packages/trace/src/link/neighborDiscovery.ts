import type { Ip } from '@vethscope/model';
import { ipBits, ipFamily, parseIp, prefixAddress } from '@vethscope/model';
import { type Hook, runHook } from '../netfilter/runHook.ts';
import type { Interface } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import { Path } from '../walk/path.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * What stops the question for an IPv6 address, or its answer: both are ICMPv6, and ip6tables at both
 * ends sees them, as iptables does not see ARP. Absent: nothing does. `sender`: the traced packet's
 * source where that is an address of the one who asks.
 */
export function whyNotDiscovered(
  walk: Walk,
  asking: Interface,
  answering: Interface,
  { address, sender: own }: { readonly address: Ip; readonly sender: Ip | undefined },
): string | undefined {
  if (ipFamily(address) === 4) return undefined;
  const sender = own ?? linkLocalAddress(asking);
  if (sender === undefined) return undefined;
  // These packets are not the one that is traced: their steps are not written down.
  const quiet = { ...walk, path: new Path() };
  const question = discovery(SOLICITATION, sender, solicitedNode(address));
  const answer = discovery(ADVERTISEMENT, address, sender);
  return (
    whyStopped(quiet, asking, answering, question) ?? whyStopped(quiet, answering, asking, answer)
  );
}

/** For a packet from elsewhere it is asked from there: ndisc_send_ns(). */
export function linkLocalAddress({ link }: Interface): Ip | undefined {
  const found = link.addresses.find(({ family, scope }) => family === 6 && scope === 'link');
  return found && prefixAddress(found.prefix);
}

/** RFC 4861, 4.3 and 4.4 */
const SOLICITATION = 135;
const ADVERTISEMENT = 136;

function whyStopped(
  walk: Walk,
  from: Interface,
  to: Interface,
  packet: Packet,
): string | undefined {
  const packetType = packet.icmp?.type === SOLICITATION ? 'multicast' : 'unicast';
  const sent: Skb = { packet, mark: 0, packetType, outInterface: from };
  const come: Skb = { packet, mark: 0, packetType, inInterface: to };
  return (
    whyHeld(walk, from, ['OUTPUT', 'POSTROUTING'], sent) ??
    whyHeld(walk, to, ['PREROUTING', 'INPUT'], come)
  );
}

function whyHeld(
  walk: Walk,
  { netns }: Interface,
  hooks: readonly Hook[],
  skb: Skb,
): string | undefined {
  if (!netns.knows('iptables6')) return undefined;
  for (const hook of hooks) {
    const verdict = runHook(walk, netns, hook, skb);
    // Of rules that were not captured the packet that is traced is what is asked about.
    if (verdict.kind === 'drop' || verdict.kind === 'reject') {
      return `${verdict.because} (ICMPv6 ${skb.packet.icmp?.type} in ${netns.name} on ${netns.node})`;
    }
  }
  return undefined;
}

function discovery(type: number, source: Ip, destination: Ip): Packet {
  return {
    ...{ family: 6, source, destination, protocol: 'ipv6-icmp', icmp: { type, code: 0 } },
    ...{ length: 72, ttl: 255, dscp: 0, dontFragment: true },
  };
}

/** `ff02::1:ff12:3456` of an address that ends in 12:3456: RFC 4291, 2.7.1. */
function solicitedNode(address: Ip): Ip {
  const last = (ipBits(address) & 0xffffffn).toString(16).padStart(6, '0');
  const group = parseIp(`ff02::1:ff${last.slice(0, 2)}:${last.slice(2)}`);
  if (group === undefined) throw new Error(`no group of ${address}`);
  return group;
}
