import type { Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import { newConnection, tupleOf } from '../walk/conntrack.ts';
import type { ConntrackInfo, Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

/** Finds or makes the connection that a packet belongs to: nf_conntrack_in(). */
export function track(walk: Walk, netns: Namespace, skb: Skb): void {
  // Over loopback, and from a bridge to the IP layer, it stays; NOTRACK has settled it.
  const isSettled = skb.conntrack?.connection || skb.conntrack?.state === 'UNTRACKED';
  if (isSettled) return;
  skb.conntrack = resolve(walk, netns, skb.packet);
  walk.path.step({ kind: 'conntrack', state: skb.conntrack.state, evidence: [] });
}

/** The connection's first packet has got through: __nf_conntrack_confirm(). */
export function confirm(walk: Walk, netns: Namespace, skb: Skb): void {
  const connection = skb.conntrack?.connection;
  if (connection) walk.connections.confirm(netns.id, connection);
}

function resolve(walk: Walk, netns: Namespace, packet: Packet): ConntrackInfo {
  if (isNeighborDiscovery(packet)) return UNTRACKED;
  if (hasImpossibleFlags(packet)) return INVALID;
  const found = walk.connections.find(netns.id, tupleOf(packet));
  if (!found) {
    if (!canBegin(netns, packet)) return INVALID;
    return { connection: newConnection(tupleOf(packet)), direction: 'original', state: 'NEW' };
  }
  if (found.direction === 'reply') found.connection.isAnswered = true;
  return { ...found, state: found.connection.isAnswered ? 'ESTABLISHED' : 'NEW' };
}

const INVALID: ConntrackInfo = { direction: 'original', state: 'INVALID' };
const UNTRACKED: ConntrackInfo = { direction: 'original', state: 'UNTRACKED' };

/** nf_conntrack_icmpv6_error(): multicast listeners and neighbour discovery are not tracked. */
function isNeighborDiscovery({ protocol, icmp }: Packet): boolean {
  if (protocol !== 'ipv6-icmp' || !icmp) return false;
  return (icmp.type >= 130 && icmp.type <= 137) || icmp.type === 143;
}

/** PSH, ECE and CWR do not count. */
const FLAG_BITS: ReadonlyMap<string, number> = new Map([
  ['FIN', 0x01],
  ['SYN', 0x02],
  ['RST', 0x04],
  ['ACK', 0x10],
  ['URG', 0x20],
]);

/** tcp_valid_flags[] */
const POSSIBLE_FLAGS: ReadonlySet<number> = new Set(
  [
    ['SYN'],
    ['SYN', 'URG'],
    ['SYN', 'ACK'],
    ['RST'],
    ['RST', 'ACK'],
    ['FIN', 'ACK'],
    ['FIN', 'ACK', 'URG'],
    ['ACK'],
    ['ACK', 'URG'],
  ].map(flagBits),
);

function flagBits(flags: readonly string[]): number {
  return flags.reduce((bits, flag) => bits | (FLAG_BITS.get(flag) ?? 0), 0);
}

function hasImpossibleFlags({ tcpFlags }: Packet): boolean {
  return tcpFlags !== undefined && !POSSIBLE_FLAGS.has(flagBits(tcpFlags));
}

/** Whether a packet that belongs to no connection can be a new one's first. */
function canBegin(netns: Namespace, { protocol, tcpFlags, icmp }: Packet): boolean {
  if (icmp) return (protocol === 'icmp' ? ICMP_REQUESTS : ICMP6_REQUESTS).has(icmp.type);
  if (!tcpFlags) return true;
  // tcp_conntracks[]: SYN makes one, and ACK where nf_conntrack_tcp_loose is on, its default.
  if (tcpFlags.includes('RST')) return false;
  if (tcpFlags.includes('SYN')) return !tcpFlags.includes('ACK');
  if (tcpFlags.includes('FIN')) return false;
  return netns.sysctl('net.netfilter.nf_conntrack_tcp_loose')?.value !== '0';
}

/** valid_new[] of nf_conntrack_proto_icmp.c and nf_conntrack_proto_icmpv6.c */
const ICMP_REQUESTS: ReadonlySet<number> = new Set([8, 13, 15, 17]);
const ICMP6_REQUESTS: ReadonlySet<number> = new Set([128, 139]);
