import type { Evidence } from '../evidence.ts';
import type { Family, Ip, Prefix } from '../net/ip.ts';
import type { Mac } from '../net/mac.ts';

export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'multicast'
  | 'anycast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'throw'
  | 'nat';

/** One route, as `ip route show` prints it: ip-route(8). */
export interface Route {
  readonly family: Family;
  /** `main`, `local`, `default`, a name from rt_tables, or a number as text. */
  readonly table: string;
  readonly type: RouteType;
  /** `default` is `0.0.0.0/0` or `::/0`. */
  readonly destination: Prefix;
  /** Empty for the types that end a packet here. Several: one is chosen per flow, by weight. */
  readonly nexthops: readonly Nexthop[];
  /** `kernel`, `static`, `bird`, `80` (Calico's Felix), … as printed. */
  readonly protocol?: string;
  readonly scope?: string;
  readonly preferredSource?: Ip;
  /** Source-specific routes: `from`. */
  readonly from?: Prefix;
  readonly tos?: string;
  /** Absent means 0 for IPv4 and 1024 for IPv6 only where the kernel prints it; as printed otherwise. */
  readonly metric?: number;
  readonly mtu?: number;
  /** `nhid N`: id of a nexthop object. */
  readonly nexthopId?: number;
  /** Words that stand alone: `onlink`, `linkdown`, `dead`, `pervasive`, `offload`, … of the route. */
  readonly flags: readonly string[];
  /** Word and value pairs with no field of their own (`pref medium`, `expires 100sec`, `error -101`). */
  readonly attributes: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

export interface Nexthop {
  /** Absent: on-link, the destination itself is asked for. May be IPv6 for an IPv4 route. */
  readonly via?: Ip;
  readonly device?: string;
  /** 1 to 256. */
  readonly weight?: number;
  readonly flags: readonly string[];
}

/** One line of `ip rule`: ip-rule(8). Absent selectors match everything. */
export interface PolicyRule {
  readonly family: Family;
  /** Lower is asked first. */
  readonly priority: number;
  /** `not`: the selectors are inverted as a whole. */
  readonly inverted: boolean;
  readonly from?: Prefix;
  readonly to?: Prefix;
  readonly iif?: string;
  readonly oif?: string;
  readonly fwmark?: { readonly value: number; readonly mask: number };
  readonly tos?: string;
  readonly protocol?: string;
  readonly sourcePorts?: PortRange;
  readonly destinationPorts?: PortRange;
  readonly uidRange?: string;
  readonly l3mdev?: boolean;
  readonly action: PolicyAction;
  /** `suppress_prefixlength N`: routes this short or shorter are not taken. */
  readonly suppressPrefixLength?: number;
  readonly suppressIfGroup?: string;
  /** Who made the rule: `proto kernel`, `proto bird`. */
  readonly origin?: string;
  /** Words not understood, verbatim. */
  readonly unknown?: string;
  readonly evidence: Evidence;
}

export type PolicyAction =
  | { readonly kind: 'lookup'; readonly table: string }
  | { readonly kind: 'goto'; readonly priority: number }
  | { readonly kind: 'nop' }
  | { readonly kind: 'blackhole' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'prohibit' }
  | { readonly kind: 'unknown'; readonly text: string };

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** One neighbour (ARP or NDP) entry: ip-neighbour(8). */
export interface Neighbor {
  readonly family: Family;
  readonly address: Ip;
  readonly device: string;
  readonly mac?: Mac;
  /** `REACHABLE`, `STALE`, `PERMANENT`, `FAILED`, `INCOMPLETE`, `NOARP`, … */
  readonly states: readonly string[];
  /** `router`, `proxy`, `extern_learn`, … */
  readonly flags: readonly string[];
  /** Who made the entry: `proto zebra`. */
  readonly origin?: string;
  readonly evidence: Evidence;
}

/** No neighbour, but an address that the interface itself answers for: `ip neigh show proxy`. */
export function isProxy({ flags }: Neighbor): boolean {
  return flags.includes('proxy');
}

/** One forwarding entry: `bridge fdb show`, bridge(8). */
export interface FdbEntry {
  readonly mac: Mac;
  /** The port, or the vxlan device itself. */
  readonly device: string;
  readonly master?: string;
  readonly vlan?: number;
  /** vxlan: address of the remote VTEP's underlay. */
  readonly destination?: Ip;
  readonly vni?: number;
  /** vxlan in external mode: the VNI that a packet has to come with. */
  readonly sourceVni?: number;
  readonly port?: number;
  readonly via?: string;
  /** `nhid N`: id of a nexthop object, or of a group of VTEPs. */
  readonly nexthopId?: number;
  /** `permanent`, `static`, `reachable`, `stale`; absent: learned. */
  readonly state?: string;
  /** `self`, `master`, `extern_learn`, `offload`, `sticky`, … */
  readonly flags: readonly string[];
  /** Only `-s` says it: `used 3/1`. */
  readonly age?: FdbAge;
  readonly evidence: Evidence;
}

/** Seconds before the capture: struct nda_cacheinfo, net/bridge/br_fdb.c. */
export interface FdbAge {
  /** Since a frame was last sent by the entry. */
  readonly used: number;
  /** Since the entry was made, changed, or confirmed by a frame that came in. */
  readonly updated: number;
}

/** VLANs that one port of a bridge, or the bridge itself, takes part in: `bridge vlan`, bridge(8). */
export interface BridgeVlan {
  readonly device: string;
  readonly vlan: number;
  /** The last of a range; absent for a single one. */
  readonly endVlan?: number;
  /** Frames that come without a tag belong to it. */
  readonly pvid: boolean;
  /** Frames leave without a tag. */
  readonly untagged: boolean;
  /** Of spanning tree, for this VLAN alone: `forwarding`. Only `-d` prints it. */
  readonly state?: string;
  readonly evidence: Evidence;
}

export interface Sysctl {
  /** With dots: `net.ipv4.ip_forward`, `net.ipv4.conf.eth0.rp_filter`. */
  readonly key: string;
  readonly value: string;
  readonly evidence: Evidence;
}
