import type { Family, Ip } from '@vethscope/model';

/**
 * One IP packet, as it is at one moment: NAT makes a new one of it.
 * The first of a connection unless it is a reply: SYN, first datagram, echo request.
 */
export interface Packet {
  readonly family: Family;
  readonly source: Ip;
  readonly destination: Ip;
  /** As iptables names it, in lower case: `tcp`, `udp`, `icmp`, `ipv6-icmp`, `sctp`, `ipencap`. */
  readonly protocol: string;
  /** TCP, UDP, SCTP. Absent: the sender's kernel chooses one, of `EPHEMERAL_PORTS`. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly icmp?: IcmpHeader;
  /** `SYN`, `ACK`, …; TCP only. */
  readonly tcpFlags?: readonly string[];
  /** Bytes, IP header included: what is held against an MTU. */
  readonly length: number;
  /** IPv4's TTL, IPv6's hop limit. */
  readonly ttl: number;
  readonly dscp: number;
  /** IPv4's DF bit; IPv6 routers never fragment. */
  readonly dontFragment: boolean;
}

export interface IcmpHeader {
  readonly type: number;
  readonly code: number;
}

/** `net.ipv4.ip_local_port_range` as the kernel comes with it. */
export const EPHEMERAL_PORTS = { from: 32768, to: 60999 } as const;
