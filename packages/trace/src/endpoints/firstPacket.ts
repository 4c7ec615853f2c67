import type { Ip } from '@vethscope/model';
import { assertNever, ipFamily } from '@vethscope/model';
import type { TraceRequest } from '../answerTrace.ts';
import type { Packet } from '../packet.ts';

/** IPv6's header is 20 bytes longer than IPv4's without options. */
const IPV6_LONGER = 20;

/**
 * The packet that a program on Linux begins with: TCP's SYN with the options that Linux gives it,
 * a datagram of 32 bytes, ping's echo request. All three go out with DF (path MTU discovery).
 */
export function firstPacket(
  request: Pick<TraceRequest, 'proto' | 'sport'>,
  destination: Ip,
  dport: number | undefined,
): Omit<Packet, 'source'> {
  const family = ipFamily(destination);
  const longer = family === 6 ? IPV6_LONGER : 0;
  const usual = { family, destination, ttl: 64, dscp: 0, dontFragment: true } as const;
  const ports = {
    ...(request.sport !== undefined && { sourcePort: request.sport }),
    ...(dport !== undefined && { destinationPort: dport }),
  };
  switch (request.proto) {
    case 'tcp':
      return { ...usual, protocol: 'tcp', ...ports, tcpFlags: ['SYN'], length: 60 + longer };
    case 'udp':
      return { ...usual, protocol: 'udp', ...ports, length: 60 + longer };
    case 'icmp':
      return family === 4
        ? { ...usual, protocol: 'icmp', icmp: { type: 8, code: 0 }, length: 84 }
        : { ...usual, protocol: 'ipv6-icmp', icmp: { type: 128, code: 0 }, length: 84 + longer };
    default:
      return assertNever(request.proto);
  }
}
