import { EPHEMERAL_PORTS } from '../../packet.ts';
import { hasPorts, protocolNumber } from '../protocols.ts';
import type { Sight } from '../sight.ts';
import type { PacketValue, Value } from './dimensions.ts';

/** ip_set_getport.c: protocol and port, type and code for ICMP, 0 for protocols without either. */
export function packetPort(
  { skb: { packet } }: Sight,
  side: 'src' | 'dst',
): PacketValue | undefined {
  const { protocol, icmp } = packet;
  if (icmp) return portKey(protocol, `${icmp.type}/${icmp.code}`);
  if (!hasPorts(protocol)) return portKey(protocol, '0');
  const port = side === 'src' ? packet.sourcePort : packet.destinationPort;
  return port === undefined
    ? { unknown: `the ${side === 'src' ? 'source' : 'destination'} port is not known` }
    : portKey(protocol, String(port));
}

/** `tcp:80`, `icmp:echo-request`, `icmp:8/0`, `vrrp:0`; a bare `80` is TCP's. */
export function memberPort(text: string): readonly string[] {
  const [protocol, port] = text.includes(':') ? text.split(':') : ['tcp', text];
  if (protocol === undefined || port === undefined || port === '') return [];
  const numbers = ICMP_NAMES.get(`${protocol}:${port}`);
  return [portKey(protocol, numbers ?? port)];
}

/** ip_set_get_ip_port() of ip_set_bitmap_port.c: of TCP and UDP only, and of either. */
export function barePacketPort(sight: Sight, side: 'src' | 'dst'): PacketValue | undefined {
  const { protocol, sourcePort, destinationPort } = sight.skb.packet;
  if (protocol !== 'tcp' && protocol !== 'udp') return undefined;
  const port = side === 'src' ? sourcePort : destinationPort;
  return port ?? packetPort(sight, side);
}

/** A port that is not known yet is one that a kernel chooses; `6:80` or 80. */
export function mayBeChosen(member: Value): boolean {
  const port = Number(typeof member === 'string' ? member.split(':')[1] : member);
  return port >= EPHEMERAL_PORTS.from && port <= EPHEMERAL_PORTS.to;
}

/** `80` */
export function bareMemberPort(text: string): readonly number[] {
  return /^\d{1,5}$/.test(text) ? [Number(text)] : [];
}

function portKey(protocol: string, port: string): string {
  return `${protocolNumber(ALIASES.get(protocol) ?? protocol) ?? protocol}:${port}`;
}

const ALIASES: ReadonlyMap<string, string> = new Map([['icmpv6', 'ipv6-icmp']]);

/** As `ipset` prints them. Of the types that packets here have: errors are not traced. */
const ICMP_NAMES: ReadonlyMap<string, string> = new Map([
  ['icmp:echo-request', '8/0'],
  ['icmp:echo-reply', '0/0'],
  ['icmpv6:echo-request', '128/0'],
  ['icmpv6:echo-reply', '129/0'],
  ['ipv6-icmp:echo-request', '128/0'],
  ['ipv6-icmp:echo-reply', '129/0'],
]);
