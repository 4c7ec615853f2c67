import type { Evidence } from '../evidence.ts';

/** One table of nf_tables, as nft(8) lists it. Rules of iptables-nft are in tables of it, too. */
export interface NftTable {
  readonly family: NftFamily;
  readonly name: string;
  /** `iptables`: iptables-nft made it, and iptables-save lists what is in it. */
  readonly managedBy: 'iptables' | 'others';
  /** `flags dormant`: it is there, and nothing goes through it. */
  readonly isDormant: boolean;
  /** Its base chains: where packets come into it. Absent: only the name was listed. */
  readonly hooks?: readonly NftBaseChain[];
  /** How many rules all of its chains have. Absent: not listed, or iptables-save lists them. */
  readonly rules?: number;
  readonly evidence: Evidence;
}

/** `ip`, `ip6` and `inet` (both) see packets at the hooks of the IP layer, the others below it. */
export type NftFamily = 'ip' | 'ip6' | 'inet' | 'arp' | 'bridge' | 'netdev';

export interface NftBaseChain {
  readonly chain: string;
  readonly type: string;
  readonly hook: NftHook;
  /** Of several base chains on one hook the one with the lowest number comes first. */
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  /** In the chain itself. Absent as with the table. */
  readonly rules?: number;
}

export type NftHook =
  | 'ingress'
  | 'prerouting'
  | 'input'
  | 'forward'
  | 'output'
  | 'postrouting'
  | 'egress';
