import type { Ip } from '@vethscope/model';

/** What conntrack knows a packet's connection by. */
export interface Tuple {
  readonly source: Ip;
  readonly destination: Ip;
  readonly protocol: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
}

/** One connection in one namespace: struct nf_conn. */
export interface Connection {
  readonly original: Tuple;
  /** As answers come: NAT has changed it. */
  reply: Tuple;
  /** Unsigned 32 bits. */
  mark: number;
}

/** The connections of all namespaces that one walk has passed. */
export declare class Connections {}
