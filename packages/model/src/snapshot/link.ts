import type { Evidence } from '../evidence.ts';
import type { Family, Ip, Prefix } from '../net/ip.ts';
import type { Mac } from '../net/mac.ts';

/** One link as `ip link` or `ip addr` prints it, text or JSON. Absent fields were not printed. */
export interface Link {
  readonly ifindex: number;
  readonly name: string;
  /** Between `<` and `>`: `UP`, `LOWER_UP`, `NO-CARRIER`, `BROADCAST`, … as printed. */
  readonly flags: readonly string[];
  readonly mtu?: number;
  readonly qdisc?: string;
  /** `operstate`: RFC 2863. Loopback and vxlan say UNKNOWN while they work. */
  readonly operstate?: string;
  /** Name of the bridge, bond or VRF this link is enslaved to. */
  readonly master?: string;
  readonly group?: string;
  /** `qlen`, packets. */
  readonly txqlen?: number;
  /** Link-layer type behind `link/`: `ether`, `loopback`, `none`, `ipip`, `gre`, … */
  readonly linkType?: string;
  readonly mac?: Mac;
  /** Any link-layer address that is no MAC: an IPv4 address for ipip, …; as printed. */
  readonly address?: string;
  /** `brd`, or on a point-to-point link the far end's address (`peer`); as printed. */
  readonly broadcast?: string;
  readonly permanentAddress?: Mac;
  readonly altnames: readonly string[];
  readonly alias?: string;
  readonly promiscuity?: number;
  readonly peer?: LinkPeer;
  /** From `-d`; absent when the output has no details, `{ kind: 'device' }` when it has and names none. */
  readonly details?: LinkDetails;
  /** From `-d`: what this link is to its master. */
  readonly port?: PortDetails;
  readonly statistics?: LinkStatistics;
  /** From `-d`: the bus and the device on it, `pci` and `0000:03:00.0`. */
  readonly parentBus?: string;
  readonly parentDevice?: string;
  /** A program that sees each packet before the kernel does, and may drop or redirect it. */
  readonly xdp?: XdpProgram;
  /** SR-IOV functions that this device hands out. */
  readonly virtualFunctions?: readonly VirtualFunction[];
  readonly addresses: readonly InterfaceAddress[];
  readonly evidence: Evidence;
  /** Where else the capture shows this link: `ip link` and `ip addr` both do. */
  readonly moreEvidence?: readonly Evidence[];
}

/**
 * What stands behind `@` and `link-netns`. For a veth it is the other end, for a VLAN or macvlan
 * the parent. An ifindex means something only inside the namespace it belongs to.
 */
export interface LinkPeer {
  /** `eth0@if5` → 5. */
  readonly ifindex?: number;
  /** `veth0@veth1`: printed only when both are in the same namespace. */
  readonly name?: string;
  /** `link-netns NAME` (text only). */
  readonly netns?: string;
  /** `link-netnsid N`: an id that only the observing namespace understands. */
  readonly nsid?: number;
}

export type LinkDetails =
  | { readonly kind: 'device' }
  | { readonly kind: 'loopback' }
  | { readonly kind: 'veth' }
  | { readonly kind: 'dummy' }
  | {
      readonly kind: 'bridge';
      readonly stp?: boolean;
      readonly vlanFiltering?: boolean;
      readonly vlanDefaultPvid?: number;
      /** Seconds. */
      readonly ageingTime?: number;
      readonly nfCallIptables?: boolean;
      readonly nfCallIp6tables?: boolean;
      readonly bridgeId?: string;
    }
  | {
      readonly kind: 'vxlan';
      readonly vni?: number;
      readonly local?: Ip;
      /** Unicast remote or multicast group. */
      readonly remote?: Ip;
      readonly group?: Ip;
      /** Underlay interface, same namespace unless the peer says otherwise. */
      readonly device?: string;
      readonly port?: number;
      readonly learning?: boolean;
      readonly external?: boolean;
      /** Of the outer IPv4 packet. Absent: it may be fragmented, or the output does not say. */
      readonly dontFragment?: 'set' | 'inherit';
    }
  | {
      readonly kind: 'vlan';
      readonly protocol?: string;
      readonly vlanId?: number;
      readonly flags: readonly string[];
    }
  | {
      readonly kind: 'bond';
      readonly mode?: string;
      readonly activeSlave?: string;
      /** Milliseconds. */
      readonly miimon?: number;
      readonly xmitHashPolicy?: string;
      readonly lacpRate?: string;
    }
  | { readonly kind: 'ipip'; readonly tunnel: IpTunnel }
  | { readonly kind: 'sit'; readonly tunnel: IpTunnel }
  | { readonly kind: 'ip6tnl'; readonly tunnel: IpTunnel }
  | {
      readonly kind: 'gre';
      readonly variant: string;
      readonly tunnel: IpTunnel;
      readonly key?: string;
    }
  | {
      readonly kind: 'geneve';
      readonly vni?: number;
      readonly remote?: Ip;
      readonly port?: number;
      readonly external?: boolean;
    }
  | { readonly kind: 'wireguard' }
  | { readonly kind: 'macvlan'; readonly mode?: string }
  | { readonly kind: 'macvtap'; readonly mode?: string }
  | { readonly kind: 'ipvlan'; readonly mode?: string; readonly flags: readonly string[] }
  | { readonly kind: 'tun'; readonly type?: 'tun' | 'tap'; readonly persist?: boolean }
  | { readonly kind: 'vrf'; readonly table?: string }
  | { readonly kind: 'ifb' }
  | { readonly kind: 'nlmon' }
  | { readonly kind: 'team' }
  /** A kind that the tool names and we do not model: `text` is what it printed. */
  | { readonly kind: 'other'; readonly name: string; readonly text: string };

export interface IpTunnel {
  /** Absent: any. */
  readonly local?: Ip;
  readonly remote?: Ip;
  readonly device?: string;
  /** `inherit`, or a number. */
  readonly ttl?: string;
  /** Both ends come with each packet (`external`), from a route or a program. */
  readonly external?: boolean;
}

export type PortDetails =
  | {
      readonly kind: 'bridge';
      /** disabled, listening, learning, forwarding, blocking. */
      readonly state?: string;
      readonly portNumber?: number;
      readonly hairpin?: boolean;
      readonly learning?: boolean;
      /** Of frames that the bridge has no entry for: to one station, to a group, to all. */
      readonly flood?: boolean;
      readonly multicastFlood?: boolean;
      readonly broadcastFlood?: boolean;
      readonly isolated?: boolean;
      readonly proxyArp?: boolean;
      readonly neighSuppress?: boolean;
    }
  | { readonly kind: 'bond'; readonly state?: string; readonly miiStatus?: string }
  | { readonly kind: 'vrf'; readonly table?: string }
  | { readonly kind: 'other'; readonly name: string; readonly text: string };

export interface LinkStatistics {
  readonly rx: LinkCounters;
  readonly tx: LinkCounters;
}

/** Since the link was made; wraps are the kernel's. */
export interface LinkCounters {
  readonly bytes: number;
  readonly packets: number;
  readonly errors: number;
  readonly dropped: number;
  /** The rest, by the names of `ip -j`: `missed_errors`, `multicast`, `collisions`, … */
  readonly more?: Readonly<Record<string, number>>;
}

export interface XdpProgram {
  readonly mode: 'native' | 'generic' | 'offload' | 'multi';
  readonly programId?: number;
  readonly programName?: string;
}

export interface VirtualFunction {
  readonly index: number;
  readonly mac?: Mac;
  readonly vlan?: number;
  /** `auto`, `enable`, `disable`. */
  readonly linkState?: string;
  readonly spoofCheck?: boolean;
  readonly trust?: boolean;
}

export interface InterfaceAddress {
  readonly family: Family;
  /** Address with its on-link length: `10.85.0.4/16`; `192.168.2.1/32`. */
  readonly prefix: Prefix;
  /** Far end of a point-to-point address (`inet 10.0.0.1 peer 10.0.0.2/32`). */
  readonly peer?: Prefix;
  readonly broadcast?: Ip;
  /** `global`, `link`, `host`, `site`, or the number of a scope without a name. */
  readonly scope?: string;
  /** `secondary`, `dynamic`, `noprefixroute`, `deprecated`, `tentative`, `temporary`, … */
  readonly flags: readonly string[];
  readonly label?: string;
  readonly metric?: number;
  /** Who put it there: `kernel_lo`, `kernel_ra`, `kernel_ll`, or a number. */
  readonly protocol?: string;
  /** Seconds, or `forever`. */
  readonly validLifetime?: number | 'forever';
  readonly preferredLifetime?: number | 'forever';
  readonly evidence: Evidence;
}

/** A name under /run/netns as `ip netns list` prints it, and the id its observer gave it. */
export interface NetnsName {
  readonly name: string;
  /** Only inside the namespace in which the list was taken. */
  readonly nsid?: number;
  readonly evidence: Evidence;
}
