import type { Evidence } from '../evidence.ts';
import type { Prefix } from '../net/ip.ts';

/** Addresses that Calico gives to pods, and how packets to them leave a node: `IPPool`. */
export interface IpPool {
  readonly name: string;
  readonly cidr: Prefix;
  /** Prefix length of the blocks that nodes take from it. */
  readonly blockSize?: number;
  /** `Never`, `Always`, `CrossSubnet`. */
  readonly ipipMode?: string;
  readonly vxlanMode?: string;
  /** Masquerade what leaves the pools. */
  readonly natOutgoing: boolean;
  /** No new addresses from it. */
  readonly disabled: boolean;
  readonly evidence: Evidence;
}

/** A part of a pool, mostly one node's: `IPAMBlock`. */
export interface IpamBlock {
  readonly cidr: Prefix;
  /** Whose it is; absent for a block that nobody holds. */
  readonly node?: string;
  readonly evidence: Evidence;
}

/** How Calico's agent programs the nodes: `FelixConfiguration`; `default` is for all of them. */
export interface FelixConfiguration {
  readonly name: string;
  /** By the field of its `spec`; what is no text as JSON. */
  readonly settings: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}
