import type { Evidence, Family, Ip, Route } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { ReversePathStep, RouteStep, SourceStep } from '../step.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

/** What a look-up goes by: struct flowi. */
export interface RouteQuery {
  /** Destination, protocol, ports; its source only where `source` says so. */
  readonly packet: Packet;
  /** Absent: not chosen yet. */
  readonly source?: Ip;
  readonly mark: number;
  /** Absent: sent from here (`iif lo`). */
  readonly inInterface?: Interface;
  /** The sender is bound to it, or asks for it (`oif`). */
  readonly outInterface?: Interface;
}

export type RouteAnswer = {
  readonly step: RouteStep;
  /** Absent for addresses of the namespace without a captured local route. */
  readonly route?: Route;
} & (
  | {
      readonly result: 'unicast' | 'broadcast' | 'multicast';
      /** Absent: the route's device was not captured. */
      readonly device?: Interface;
      readonly via?: Ip;
    }
  | { readonly result: 'local'; readonly device?: Interface }
  | { readonly result: 'blackhole' | 'unreachable' | 'prohibit' | 'noRoute' }
  /** The capture has no routes of this family in here. */
  | { readonly result: 'unknown'; readonly because: string }
);

export declare function lookUp(walk: Walk, netns: Namespace, query: RouteQuery): RouteAnswer;

/** As `-m addrtype` asks: inet_addr_type(), ipv6_addr_type(). */
export type AddressType =
  | 'UNSPEC'
  | 'UNICAST'
  | 'LOCAL'
  | 'BROADCAST'
  | 'ANYCAST'
  | 'MULTICAST'
  | 'BLACKHOLE'
  | 'UNREACHABLE'
  | 'PROHIBIT'
  | 'THROW'
  | 'NAT';

/** `device`: only its own addresses count as local (`--limit-iface-in`, `--limit-iface-out`). */
export declare function addressType(
  walk: Walk,
  netns: Namespace,
  address: Ip,
  device?: Interface,
): AddressType;

/** The source address that the kernel gives a packet that has none yet. */
export declare function chooseSource(
  walk: Walk,
  netns: Namespace,
  answer: RouteAnswer,
  destination: Ip,
): SourceStep | undefined;

/** rp_filter and martian sources, for a packet that has come in by `skb.inInterface`. */
export declare function checkSource(
  walk: Walk,
  netns: Namespace,
  skb: Skb,
): ReversePathStep | undefined;

/** Route and source address of a packet that a process in the namespace sends: ip_route_connect(). */
export declare function routeLocalPacket(
  walk: Walk,
  netns: Namespace,
  query: RouteQuery,
): { readonly answer: RouteAnswer; readonly source?: SourceStep };

/** Whether what came in by an interface may go on by another. */
export declare function forwardingEnabled(
  walk: Walk,
  netns: Namespace,
  inInterface: Interface,
  family: Family,
): { readonly enabled: boolean; readonly evidence: readonly Evidence[] };
