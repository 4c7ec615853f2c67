import type { Evidence, Family, Id, Ip, Mac, Prefix, RouteType, TableName } from '@vethscope/model';
import type { Packet } from './packet.ts';

/**
 * One thing that the kernel does with the packet inside one namespace, in the order in which it does
 * it. `evidence` are the captured lines that make it so; empty only where nothing in the capture
 * stands behind it (a port that is chosen, an answer that follows from steps before).
 */
export type Step =
  | RuleStep
  | PolicyStep
  | RouteStep
  | NatStep
  | BridgeStep
  | NeighborStep
  | EncapStep
  | DecapStep
  | IngressStep
  | EgressStep
  | SourceStep
  | ConntrackStep
  | ReversePathStep
  | ForwardingStep
  | MtuStep
  | SocketStep
  | EndStep;

export type StepKind = Step['kind'];

interface Proven {
  readonly evidence: readonly Evidence[];
}

/** A rule that matched, in the order of the kernel's own packet trace. */
export interface RuleStep extends Proven {
  readonly kind: 'rule';
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  /** 1-based. */
  readonly rule: number;
  /** `jump KUBE-SERVICES`, `goto …`; `continue` of targets that let the packet go on to the next rule. */
  readonly verdict:
    | 'accept'
    | 'drop'
    | 'reject'
    | 'return'
    | 'continue'
    | `jump ${string}`
    | `goto ${string}`;
  /** `assumed`: the capture does not tell whether it matches, and this branch takes it that it does. */
  readonly matched: 'yes' | 'assumed';
  /** The rule as iptables-save writes it. */
  readonly text: string;
  /** What a target that changes the packet did: `mark 0x0 → 0x4000`. */
  readonly effect?: string;
}

/** The end of a built-in chain: no rule has decided. */
export interface PolicyStep extends Proven {
  readonly kind: 'policy';
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  readonly verdict: 'accept' | 'drop';
}

export interface RouteStep extends Proven {
  readonly kind: 'route';
  readonly destination: Ip;
  /** What the look-up came to. */
  readonly result: RouteType | 'noRoute';
  /** Absent: no table has one, or a policy rule decided by itself. */
  readonly table?: string;
  /** The route's own destination. */
  readonly prefix?: Prefix;
  /** Absent: on-link, the destination is asked for itself. */
  readonly via?: Ip;
  readonly device?: string;
  /** Priority of the policy rule that led to the table; absent where the usual order is assumed. */
  readonly policyRule?: number;
  /** The look-up was made anew because OUTPUT has changed the packet. */
  readonly again?: true;
}

/** An address or a port is translated: by a rule, or by conntrack for a connection it knows. */
export interface NatStep extends Proven {
  readonly kind: 'nat';
  readonly manip: 'source' | 'destination';
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** `rule`: the one before. `connection`: as the connection's first packet was. */
  readonly by: 'rule' | 'connection';
}

export interface Endpoint {
  readonly address: Ip;
  readonly port?: number;
}

/** A frame goes through a bridge. */
export interface BridgeStep extends Proven {
  readonly kind: 'bridge';
  readonly bridge: string;
  /** Absent: from the bridge's own interface. */
  readonly from?: string;
  /** Ports that it leaves by; the bridge's own name where it goes up to the IP layer. */
  readonly to: readonly string[];
  readonly vlan?: number;
  readonly how: 'known' | 'flooded' | 'own' | 'blocked';
  /** Why, in one line, where `how` does not say it all: `hairpin is off on veth3`. */
  readonly reason?: string;
}

/** Who on the link has the next hop's address: ARP or NDP. */
export interface NeighborStep extends Proven {
  readonly kind: 'neighbor';
  readonly address: Ip;
  readonly device: string;
  readonly mac?: Mac;
  /**
   * `entry`: the neighbour table has it, or it has asked itself before. `asked`: it is not in there,
   * and an interface of the capture answers for it. `proxy`: one answers that does not have the
   * address (proxy ARP, proxy NDP). `unknown`: who would answer is outside of the capture.
   */
  readonly how: 'entry' | 'asked' | 'proxy' | 'notNeeded' | 'unanswered' | 'unknown';
  readonly answeredBy?: Id;
}

export interface EncapStep extends Proven {
  readonly kind: 'encap';
  readonly device: string;
  readonly type: 'vxlan' | 'ipip';
  readonly outer: Packet;
  readonly vni?: number;
}

export interface DecapStep extends Proven {
  readonly kind: 'decap';
  readonly device: string;
  readonly type: 'vxlan' | 'ipip';
  readonly vni?: number;
  readonly inner: Packet;
}

/** The packet comes into the namespace. */
export interface IngressStep extends Proven {
  readonly kind: 'ingress';
  readonly interface: Id;
  readonly name: string;
}

/** The packet leaves the namespace. */
export interface EgressStep extends Proven {
  readonly kind: 'egress';
  readonly interface: Id;
  readonly name: string;
  readonly packet: Packet;
}

/** The sender's kernel chooses the source address: RFC 6724, ip-route(8) `src`. */
export interface SourceStep extends Proven {
  readonly kind: 'source';
  readonly address: Ip;
  readonly reason: string;
}

/** What conntrack makes of the packet, as matches on states see it. */
export interface ConntrackStep extends Proven {
  readonly kind: 'conntrack';
  readonly state: 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED';
}

/** The kernel's own check of the source address (rp_filter, martians). Only where it has a say. */
export interface ReversePathStep extends Proven {
  readonly kind: 'reversePath';
  readonly verdict: 'drop';
  readonly reason: string;
}

/** Only where it ends the packet's way: forwarding is off, or the TTL is used up. */
export interface ForwardingStep extends Proven {
  readonly kind: 'forwarding';
  readonly verdict: 'drop';
  readonly reason: string;
}

/** The packet does not fit through. */
export interface MtuStep extends Proven {
  readonly kind: 'mtu';
  readonly device: string;
  /** Bytes. */
  readonly mtu: number;
  readonly length: number;
  readonly verdict: 'fragment' | 'drop';
}

/** The packet is there: who takes it. */
export interface SocketStep extends Proven {
  readonly kind: 'socket';
  readonly protocol: string;
  readonly address: Ip;
  readonly port?: number;
  /** `no`: sockets were captured, and none listens: answered with RST or "port unreachable". */
  readonly listening: 'yes' | 'no' | 'unknown';
  /** Of a reply: whether it comes from where the request went to, so that its sender knows it. */
  readonly expected?: boolean;
}

/** The last step of a way that does not end at a socket: what became of the packet, in one line. */
export interface EndStep extends Proven {
  readonly kind: 'end';
  readonly reason: string;
}
