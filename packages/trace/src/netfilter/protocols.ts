import type { ProtocolMatch } from '@vethscope/model';

/** IANA's numbers of the protocols that packets here have: `Packet.protocol`. */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['ipencap', 4],
  ['tcp', 6],
  ['udp', 17],
  ['ipv6', 41],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['ipv6-icmp', 58],
  ['sctp', 132],
  ['udplite', 136],
]);

const WITH_PORTS: ReadonlySet<string> = new Set(['tcp', 'udp', 'udplite', 'sctp', 'dccp']);

/** `undefined` where the packet's protocol is known by no number here. */
export function protocolNumber(name: string): number | undefined {
  return NUMBERS.get(name);
}

/** Whether a rule's `-p` is the packet's protocol; `4` and `ipencap` are one. */
export function isProtocol(
  { name, number }: Extract<ProtocolMatch, { kind: 'is' }>,
  protocol: string,
): boolean {
  if (name === protocol) return true;
  return number !== undefined && number === NUMBERS.get(protocol);
}

export function hasPorts(protocol: string): boolean {
  return WITH_PORTS.has(protocol);
}
