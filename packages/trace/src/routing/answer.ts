import type { Ip, Route } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { RouteStep } from '../step.ts';

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
  /** Absent: a policy rule decided by itself, or no route was needed (255.255.255.255). */
  readonly route?: Route;
} & (
  | {
      readonly result: 'unicast' | 'broadcast' | 'multicast';
      /** Absent: the route's device was not captured. */
      readonly device?: Interface;
      readonly via?: Ip;
    }
  /** `device`: the interface that the local route is on; what is sent goes through `lo`. */
  | { readonly result: 'local'; readonly device?: Interface }
  | {
      readonly result: 'blackhole' | 'unreachable' | 'prohibit' | 'noRoute';
      /** Where more is to be said than that: `127.0.0.1 does not leave by eth0: …`. */
      readonly because?: string;
    }
  /** The capture does not hold the routes that decide. */
  | { readonly result: 'unknown'; readonly because: string }
);
