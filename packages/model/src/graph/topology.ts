import type { Diagnostic, Evidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import type { Family, Ip, Prefix } from '../net/ip.ts';
import type { Mac } from '../net/mac.ts';
import type { TableName } from '../snapshot/iptables.ts';
import type { RouteType } from '../snapshot/route.ts';
import type { InterfaceType } from './interfaceType.ts';

/** The picture as data: docs/json.md. Arrays are sorted by id; the same capture gives the same bytes. */
export interface Topology {
  readonly formatVersion: 1;
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  /** Services and where they lead: not drawn, but searched, listed and named in chains. */
  readonly services: readonly TopologyService[];
  readonly diagnostics: readonly Diagnostic[];
}

export type Confidence = 'proven' | 'inferred';

export type TopologyNode =
  | HostElement
  | NetnsElement
  | InterfaceElement
  | PodElement
  | ExternalElement;

interface Element {
  readonly id: Id;
  readonly label: string;
  /** The box this one stands in: an interface's namespace, a namespace's node. */
  readonly parent?: Id;
  readonly evidence: readonly Evidence[];
}

/** A machine. */
export interface HostElement extends Element {
  readonly kind: 'node';
  /** False: only Kubernetes tells of it. */
  readonly captured: boolean;
}

export interface NetnsElement extends Element {
  readonly kind: 'netns';
  readonly name: string;
  /** Other names of the same namespace, sorted. What proves them is in `evidence`. */
  readonly aliases: readonly string[];
  readonly isHost: boolean;
  /** False: the name is known and nothing was looked at inside. */
  readonly captured: boolean;
  /** As `ip route` lists them; every table that was captured. */
  readonly routes: readonly RouteSummary[];
  /** Every iptables chain in there, without its rules. */
  readonly chains: readonly ChainSummary[];
}

export interface RouteSummary extends Evidence {
  readonly family: Family;
  readonly table: string;
  readonly type: RouteType;
  readonly destination: Prefix;
  readonly via: readonly Ip[];
  readonly devices: readonly string[];
}

export interface ChainSummary extends Evidence {
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  readonly policy?: string;
  readonly rules: number;
}

export interface InterfaceElement extends Element {
  readonly kind: 'interface';
  readonly name: string;
  readonly ifindex: number;
  readonly netns: Id;
  readonly type: InterfaceType;
  readonly mac?: Mac;
  readonly mtu?: number;
  readonly state: 'up' | 'down' | 'unknown';
  readonly addresses: readonly Prefix[];
  /** `inferred`: the capture has no details (`-d`), the name gave a hint. */
  readonly typeConfidence: Confidence;
}

export interface PodElement extends Element {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly name: string;
  /** Absent: the capture does not tell. */
  readonly netns?: Id;
  /** The machine it runs on, also where its namespace there is not known. */
  readonly node?: Id;
  readonly matchedBy?: PodMatch;
  readonly hostNetwork: boolean | 'unknown';
  readonly addresses: readonly Ip[];
}

/** How a pod was found to live in a namespace; docs/json.md lists what each one proves. */
export type PodMatch =
  /** The runtime says which namespace it made for the pod's sandbox. */
  | 'sandbox-netns'
  /** Interface `cali` + sha1("NAMESPACE.POD"), first 11 hex digits. */
  | 'calico-interface-hash'
  /** `CNI-…` chain comment names the sandbox, crictl names its pod, the chain's source is the address. */
  | 'cni-chain-sandbox'
  /** The pod's address, as Kubernetes knows it, is on an interface in there. */
  | 'pod-address'
  /** Kubernetes or the runtime says so. */
  | 'host-network'
  /** Nothing was wired for a pod whose sandbox runs here: so it uses the host's namespace (inferred). */
  | 'no-own-wiring';

/** Something outside the captured nodes. */
export interface ExternalElement extends Element {
  readonly kind: 'external';
  readonly role: 'gateway' | 'network' | 'vtep';
  readonly address?: Ip;
  readonly network?: Prefix;
  /** A tunnel's far end: the machine that Kubernetes says it is. */
  readonly node?: Id;
}

export type EdgeKind =
  | 'veth'
  | 'bridge-port'
  | 'bond-member'
  | 'vrf-member'
  | 'vlan-parent'
  | 'macvlan-parent'
  | 'ipvlan-parent'
  | 'vxlan-underlay'
  | 'vxlan-tunnel'
  | 'ipip-tunnel'
  | 'tunnel-underlay'
  | 'pod-netns'
  /** Interface to the network its address is on. */
  | 'network'
  /** Network to a gateway on it. */
  | 'gateway';

export interface TopologyEdge {
  readonly id: Id;
  readonly kind: EdgeKind;
  readonly source: Id;
  readonly target: Id;
  readonly confidence: Confidence;
  /** One line: what proves it, or what it was inferred from. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** Of a tunnel: what each end has noted about the other. */
  readonly ways?: readonly TunnelWay[];
}

/** What the node of one end has noted about the other end of a tunnel. */
export interface TunnelWay {
  readonly from: Id;
  readonly to: Id;
  /** Destinations that its routes send there. */
  readonly routes: readonly Prefix[];
  readonly facts: readonly TunnelFact[];
}

/** One thing that has to be the same on both sides. */
export interface TunnelFact {
  readonly kind: 'vtep' | 'mac' | 'underlay' | 'vni';
  /** What the way's own side says. Absent: its capture does not. */
  readonly value?: string;
  /** What the far end says of itself. Absent: its capture does not, or there is none. */
  readonly peer?: string;
  readonly agrees: 'yes' | 'no' | 'unknown';
  readonly evidence: readonly Evidence[];
}

export interface TopologyService {
  readonly id: Id;
  readonly namespace: string;
  readonly name: string;
  readonly type?: string;
  readonly clusterIps: readonly Ip[];
  readonly ports: readonly TopologyServicePort[];
  readonly evidence: readonly Evidence[];
}

export interface TopologyServicePort {
  readonly name?: string;
  readonly protocol: string;
  readonly port: number;
  readonly nodePort?: number;
  readonly endpoints: readonly TopologyEndpoint[];
}

export interface TopologyEndpoint {
  readonly address: Ip;
  readonly port?: number;
  /** The pod that has this address, where one is known. */
  readonly pod?: Id;
  readonly evidence: readonly Evidence[];
}
