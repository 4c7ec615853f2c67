import type { Evidence } from '../evidence.ts';
import type { Family, Ip, Prefix } from '../net/ip.ts';
import type { Mac } from '../net/mac.ts';
import type { PortRange } from './route.ts';

export type TableName = 'raw' | 'mangle' | 'nat' | 'filter' | 'security';

/** What kind of listing a table was read from decides what it can prove. */
export type ListingForm =
  /** `iptables-save`, `iptables -S`: everything is there. */
  | 'save'
  /** `iptables -L -v`: everything, in columns. */
  | 'verbose'
  /** `iptables -L` without `-v`: in and out interfaces are hidden, so unknown. */
  | 'brief';

export interface IptablesTable {
  readonly family: Family;
  readonly table: TableName;
  readonly form: ListingForm;
  /** From the program's name (`iptables-legacy-save`) or the output's own header. */
  readonly backend?: 'nft' | 'legacy';
  /** The tool said that it could not show all of it (nft-only rules), or one chain was asked for. */
  readonly partial: boolean;
  /** ``# Table `raw' is incompatible, use 'nft' tool.``: where the tool said so. */
  readonly nftOnly?: Evidence;
  readonly chains: readonly Chain[];
  readonly evidence: Evidence;
}

export interface Chain {
  readonly name: string;
  /** Built-in chains only. */
  readonly policy?: 'ACCEPT' | 'DROP' | 'QUEUE';
  /** Of the policy. */
  readonly counters?: Counters;
  /** `(2 references)`. */
  readonly references?: number;
  readonly rules: readonly Rule[];
  /** The line that names the chain. */
  readonly evidence: Evidence;
}

export interface Counters {
  readonly packets: number;
  readonly bytes: number;
  /** Printed as `12K` or `3M`, so only about right. */
  readonly rounded: boolean;
}

export interface Rule {
  /** 1-based place in its chain: what `iptables -L --line-numbers` prints. */
  readonly number: number;
  readonly protocol: ProtocolMatch;
  readonly source: AddressMatch;
  readonly destination: AddressMatch;
  readonly inInterface: InterfaceMatch;
  readonly outInterface: InterfaceMatch;
  /** `-f` (true), `! -f` (false). */
  readonly fragment?: boolean;
  /** In the order written, comments among them. */
  readonly matches: readonly Match[];
  readonly target: Target;
  readonly counters?: Counters;
  readonly evidence: Evidence;
}

/** Protocol number and name are one thing: `name` is the lower-case name where IANA has one. */
export type ProtocolMatch =
  | { readonly kind: 'any' }
  | {
      readonly kind: 'is';
      readonly name: string;
      readonly number?: number;
      readonly negated: boolean;
    };

export type AddressMatch =
  | { readonly kind: 'any' }
  | { readonly kind: 'in'; readonly prefix: Prefix; readonly negated: boolean }
  /** A host name, or a mask with holes: `text` as printed. */
  | { readonly kind: 'unknown'; readonly text: string };

export type InterfaceMatch =
  | { readonly kind: 'any' }
  /** `cali+` → name `cali`, wildcard. */
  | {
      readonly kind: 'is';
      readonly name: string;
      readonly wildcard: boolean;
      readonly negated: boolean;
    }
  /** The listing does not show interfaces. */
  | { readonly kind: 'unknown' };

/** `0x10000/0x10000`: unsigned 32 bits each. */
export interface MarkMask {
  readonly value: number;
  readonly mask: number;
}

interface Negatable {
  readonly negated: boolean;
}

export interface PortsMatch extends Negatable {
  readonly ranges: readonly PortRange[];
}

export interface ListMatch extends Negatable {
  readonly values: readonly string[];
}

/** Every match extension seen on real nodes: iptables-extensions(8). */
export type Match =
  | { readonly kind: 'comment'; readonly text: string }
  | {
      readonly kind: 'tcp';
      readonly sourcePorts?: PortsMatch;
      readonly destinationPorts?: PortsMatch;
      readonly flags?: TcpFlags;
      readonly option?: { readonly number: number } & Negatable;
    }
  | {
      readonly kind: 'udp';
      readonly sourcePorts?: PortsMatch;
      readonly destinationPorts?: PortsMatch;
    }
  | {
      readonly kind: 'sctp';
      readonly sourcePorts?: PortsMatch;
      readonly destinationPorts?: PortsMatch;
      readonly chunks?: { readonly text: string } & Negatable;
    }
  /** Numbers where they can be told: type 255 is `any`. Names as printed go to `name`. */
  | ({
      readonly kind: 'icmp' | 'icmp6';
      readonly name?: string;
      readonly type?: number;
      readonly code?: number;
    } & Negatable)
  | ({
      readonly kind: 'multiport';
      readonly side: 'source' | 'destination' | 'either';
      readonly ranges: readonly PortRange[];
    } & Negatable)
  | {
      readonly kind: 'addrtype';
      readonly sourceType?: ListMatch;
      readonly destinationType?: ListMatch;
      readonly limitIn: boolean;
      readonly limitOut: boolean;
    }
  | ({ readonly kind: 'mark' } & MarkMask & Negatable)
  | ({ readonly kind: 'connmark' } & MarkMask & Negatable)
  | {
      readonly kind: 'conntrack';
      readonly states?: ListMatch;
      readonly statuses?: ListMatch;
      /** ORIGINAL or REPLY. */
      readonly direction?: string;
      readonly protocol?: { readonly name: string } & Negatable;
      readonly originalSource?: ConntrackAddress;
      readonly originalDestination?: ConntrackAddress;
      readonly replySource?: ConntrackAddress;
      readonly replyDestination?: ConntrackAddress;
      readonly originalSourcePorts?: PortsMatch;
      readonly originalDestinationPorts?: PortsMatch;
      readonly replySourcePorts?: PortsMatch;
      readonly replyDestinationPorts?: PortsMatch;
      readonly expire?: { readonly text: string } & Negatable;
    }
  | ({ readonly kind: 'state'; readonly states: readonly string[] } & Negatable)
  | ({
      readonly kind: 'statistic';
      readonly mode: 'random';
      readonly probability: number;
    } & Negatable)
  | ({
      readonly kind: 'statistic';
      readonly mode: 'nth';
      readonly every: number;
      readonly packet: number;
    } & Negatable)
  | ({
      readonly kind: 'recent';
      readonly action: 'set' | 'rcheck' | 'update' | 'remove';
      readonly name: string;
      readonly side: 'source' | 'destination';
      readonly mask?: string;
      /** Seconds. */
      readonly seconds?: number;
      readonly hitcount?: number;
      readonly reap: boolean;
      readonly rttl: boolean;
    } & Negatable)
  | { readonly kind: 'nfacct'; readonly name: string }
  | ({
      readonly kind: 'set';
      readonly name: string;
      readonly directions: readonly ('src' | 'dst')[];
      /** Further options, verbatim (`--return-nomatch`, `--packets-gt 5`). */
      readonly options?: string;
    } & Negatable)
  | {
      readonly kind: 'rpfilter';
      readonly loose: boolean;
      readonly validmark: boolean;
      readonly acceptLocal: boolean;
      readonly invert: boolean;
    }
  | { readonly kind: 'limit'; readonly rate: string; readonly burst?: number }
  | { readonly kind: 'hashlimit'; readonly text: string }
  | ({
      readonly kind: 'connlimit';
      readonly above: number;
      readonly maskLength?: number;
      readonly side: 'source' | 'destination';
    } & Negatable)
  | { readonly kind: 'ipvs'; readonly text: string }
  | {
      readonly kind: 'physdev';
      readonly inInterface?: { readonly name: string; readonly wildcard: boolean } & Negatable;
      readonly outInterface?: { readonly name: string; readonly wildcard: boolean } & Negatable;
      readonly isIn?: boolean;
      readonly isOut?: boolean;
      readonly isBridged?: boolean;
    }
  | ({ readonly kind: 'pkttype'; readonly type: string } & Negatable)
  | ({ readonly kind: 'mac'; readonly source: Mac } & Negatable)
  | { readonly kind: 'owner'; readonly text: string }
  | { readonly kind: 'policy'; readonly text: string }
  | { readonly kind: 'bpf'; readonly text: string }
  | {
      readonly kind: 'iprange';
      readonly source?: IpRange;
      readonly destination?: IpRange;
    }
  | ({ readonly kind: 'length'; readonly from: number; readonly to: number } & Negatable)
  | ({
      readonly kind: 'ttl' | 'hl';
      readonly operator: 'eq' | 'lt' | 'gt';
      readonly value: number;
    } & Negatable)
  | ({ readonly kind: 'dscp'; readonly value: number } & Negatable)
  /** Not understood; `text` as printed. A rule with one may or may not match. */
  | { readonly kind: 'unknown'; readonly text: string };

export interface ConntrackAddress extends Negatable {
  readonly prefix: Prefix;
}

export interface IpRange extends Negatable {
  readonly from: Ip;
  readonly to: Ip;
}

/** Of the bits in `mask`, exactly those in `set` are set. */
export interface TcpFlags extends Negatable {
  readonly mask: readonly string[];
  readonly set: readonly string[];
}

export type Target =
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'return' }
  | { readonly kind: 'queue' }
  | { readonly kind: 'reject'; readonly with?: string }
  | { readonly kind: 'jump'; readonly chain: string }
  | { readonly kind: 'goto'; readonly chain: string }
  /** mark = (mark & ~mask) ^ value, 32 bits: covers set, xset, and, or, xor. */
  | ({ readonly kind: 'mark' } & MarkMask)
  | ({ readonly kind: 'connmark'; readonly operation: 'set' } & MarkMask)
  | {
      readonly kind: 'connmark';
      readonly operation: 'save' | 'restore';
      readonly nfmask: number;
      readonly ctmask: number;
    }
  | {
      readonly kind: 'dnat';
      readonly to: NatRange;
      readonly random: boolean;
      readonly persistent: boolean;
    }
  | {
      readonly kind: 'snat';
      readonly to: NatRange;
      readonly random: boolean;
      readonly randomFully: boolean;
      readonly persistent: boolean;
    }
  | {
      readonly kind: 'masquerade';
      readonly ports?: PortRange;
      readonly random: boolean;
      readonly randomFully: boolean;
    }
  | { readonly kind: 'redirect'; readonly ports?: PortRange; readonly random: boolean }
  | { readonly kind: 'notrack' }
  | { readonly kind: 'ct'; readonly text: string }
  | {
      readonly kind: 'log';
      readonly prefix?: string;
      readonly level?: string;
      readonly options?: string;
    }
  | {
      readonly kind: 'nflog';
      readonly group?: number;
      readonly prefix?: string;
      readonly options?: string;
    }
  | { readonly kind: 'tcpmss'; readonly clampToPmtu: boolean; readonly mss?: number }
  | { readonly kind: 'dscp'; readonly value: number }
  | { readonly kind: 'audit'; readonly type?: string }
  | { readonly kind: 'trace' }
  | { readonly kind: 'checksum' }
  /** A rule without target only counts. */
  | { readonly kind: 'none' }
  /** Not understood; `text` holds the target and its options as printed. Never a no-op. */
  | { readonly kind: 'unknown'; readonly name: string; readonly text: string };

/** `10.0.0.1`, `10.0.0.1-10.0.0.9`, `:53`, `[fd00::1]:80`: what is absent stays as it is. */
export interface NatRange {
  readonly from?: Ip;
  readonly to?: Ip;
  readonly ports?: PortRange;
}

export interface Ipset {
  readonly name: string;
  /** `hash:net`, `list:set`, … */
  readonly type: string;
  readonly family: Family | undefined;
  /** Of the header or `create` line, in order: `hashsize` → `1024`, `maxelem` → `1048576`. */
  readonly options: Readonly<Record<string, string>>;
  readonly references?: number;
  /** `Number of entries`. */
  readonly entries?: number;
  /** Absent: a terse listing (`ipset list -t`) does not show them. */
  readonly members?: readonly IpsetMember[];
  readonly evidence: Evidence;
}

export interface IpsetMember {
  /** Parts as written: `10.0.0.0/24,tcp:80` → `['10.0.0.0/24', 'tcp:80']`. */
  readonly elements: readonly string[];
  readonly nomatch: boolean;
  /** Seconds left. */
  readonly timeout?: number;
  readonly counters?: Counters;
  readonly comment?: string;
  /** Further options: `skbmark` → `0x10/0xff`, `wildcard` → ``. */
  readonly options?: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}
