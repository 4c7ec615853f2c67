import type { Evidence } from '../evidence.ts';
import type { Counters } from './iptables.ts';

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
  /** All chains with their rules. Absent: not listed, or iptables-save lists them. */
  readonly chains?: readonly NftChain[];
  /** Named sets and maps. Absent as chains are. */
  readonly sets?: readonly NftSet[];
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
  /** Of ingress and egress: whose packets it sees. Absent: not listed, as in the JSON of nft 1.0.6. */
  readonly devices?: readonly string[];
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

export interface NftChain {
  readonly name: string;
  /** Base chains only. */
  readonly base?: Omit<NftBaseChain, 'chain' | 'rules'>;
  readonly comment?: string;
  readonly rules: readonly NftRule[];
  readonly evidence: Evidence;
}

export interface NftRule {
  /** 1-based place in its chain. */
  readonly number: number;
  /** What `nft delete rule` asks for; absent in a text listing without `-a`. */
  readonly handle?: number;
  /** In order. Absent: a redacted capture leaves them out. */
  readonly statements?: readonly NftStatement[];
  readonly comment?: string;
  /** Of its own counter; the statement says `counter` alone. */
  readonly counters?: Counters;
  readonly evidence: Evidence;
}

/** A part of a rule, in nft's own words: nft(8). */
export interface NftStatement {
  readonly kind: /** Asks: `tcp dport 22`; the rest of the rule is for packets that fit. */
    | 'match'
    /** Decides or leads on: `accept`, `jump x`, `ct state vmap { … }`. */
    | 'verdict'
    /** Does something: `counter`, `masquerade`, `log prefix "x"`. */
    | 'action'
    /** A whole rule as a text listing prints it, not taken apart. */
    | 'rule'
    /** A match or target of iptables that nft only names. */
    | 'compat'
    /** Not known: its JSON. */
    | 'unknown';
  readonly text: string;
  /** Chains that a packet can go to from here. */
  readonly jumps?: readonly NftJump[];
}

export interface NftJump {
  readonly kind: 'jump' | 'goto';
  readonly chain: string;
}

/** A named set or map. */
export interface NftSet {
  readonly name: string;
  readonly kind: 'set' | 'map';
  /** `ipv4_addr . inet_service`, of a map with what it leads to: `inet_service : ipv4_addr`. */
  readonly type: string;
  /** `interval`, `timeout`, … */
  readonly flags: readonly string[];
  readonly comment?: string;
  /** As nft writes them: `10.0.0.0/8`, `80 : 10.0.0.80`. */
  readonly elements: readonly string[];
  /** Of a verdict map: chains that its elements lead to. */
  readonly jumps?: readonly NftJump[];
  readonly evidence: Evidence;
}
