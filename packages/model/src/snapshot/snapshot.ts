import type { Diagnostic, Evidence } from '../evidence.ts';
import type { FelixConfiguration, IpamBlock, IpPool } from './calico.ts';
import type { CaptureRecord } from './captureRecord.ts';
import type { Ipset, IptablesTable } from './iptables.ts';
import type {
  CriContainer,
  CriImage,
  CriSandbox,
  EndpointSlice,
  FirewalldZone,
  KubeNode,
  NetworkPolicy,
  Pod,
  Service,
  UnmanagedDevices,
  Workload,
} from './kubernetes.ts';
import type { Link, NetnsName } from './link.ts';
import type { NftTable } from './nftTable.ts';
import type { BridgeVlan, FdbEntry, Neighbor, PolicyRule, Route, Sysctl } from './route.ts';
import type { ListeningSocket } from './socket.ts';

/** Everything that was read, of one or several nodes, before anything is concluded from it. */
export interface Snapshot {
  readonly nodes: readonly NodeSnapshot[];
  readonly inputs: readonly CapturedInput[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface NodeSnapshot {
  /** From the manifest or the captured hostname, else the capture's name without endings. */
  readonly name: string;
  /** Where the name was captured; absent when it is only the file's. */
  readonly nameEvidence?: Evidence;
  /** Absent: nobody wrote down how and when this was captured. */
  readonly capture?: CaptureRecord;
  /** The node's own namespace is first, under the name `host`; the others sorted by name. */
  readonly namespaces: readonly NetnsSnapshot[];
  readonly kubernetes: KubernetesSnapshot;
  readonly runtime: RuntimeSnapshot;
  readonly firewalldZones: readonly FirewalldZone[];
  readonly unmanagedDevices: readonly UnmanagedDevices[];
}

/** What was captured inside one network namespace. Empty lists: see `captured`. */
export interface NetnsSnapshot {
  readonly name: string;
  readonly links: readonly Link[];
  readonly netnsNames: readonly NetnsName[];
  readonly routes: readonly Route[];
  readonly policyRules: readonly PolicyRule[];
  readonly neighbors: readonly Neighbor[];
  readonly fdb: readonly FdbEntry[];
  readonly bridgeVlans: readonly BridgeVlan[];
  readonly iptables: readonly IptablesTable[];
  /** All tables of nf_tables, those that iptables-nft made among them. */
  readonly nftTables: readonly NftTable[];
  readonly ipsets: readonly Ipset[];
  readonly sysctls: readonly Sysctl[];
  readonly sockets: readonly ListeningSocket[];
  /** Which questions the capture can answer: an empty list of an uncaptured kind is unknown. */
  readonly captured: readonly FactKind[];
}

export interface KubernetesSnapshot {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly nodes: readonly KubeNode[];
  readonly workloads: readonly Workload[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly ipPools: readonly IpPool[];
  readonly ipamBlocks: readonly IpamBlock[];
  readonly felixConfigurations: readonly FelixConfiguration[];
}

export interface RuntimeSnapshot {
  readonly containers: readonly CriContainer[];
  readonly sandboxes: readonly CriSandbox[];
  readonly images: readonly CriImage[];
}

/** Kinds of fact that one command's output can settle. */
export type FactKind =
  | 'links'
  | 'addresses'
  | 'netnsNames'
  | 'routes4'
  | 'routes6'
  | 'allTables4'
  | 'allTables6'
  | 'policyRules4'
  | 'policyRules6'
  | 'neighbors'
  /** Addresses that an interface answers for in another's place: no listing of neighbours has them. */
  | 'proxyNeighbors'
  | 'fdb'
  | 'bridgeVlans'
  | 'iptables4'
  | 'iptables6'
  | 'nftTables'
  | 'ipsets'
  | 'sysctls'
  /** Those that decide whether and where a packet is forwarded: what is not listed does not exist. */
  | 'forwardingSysctls'
  /** br_netfilter's: it is not there where none of them is. */
  | 'bridgeSysctls'
  | 'sockets'
  | 'pods'
  | 'services'
  | 'endpointSlices'
  | 'nodes'
  | 'workloads'
  | 'networkPolicies'
  | 'ipPools'
  | 'ipamBlocks'
  | 'felixConfigurations'
  | 'containers'
  | 'sandboxes'
  | 'images'
  | 'firewalldZones'
  | 'unmanagedDevices'
  | 'hostname';

/** One command's output found in a capture, and how well it was understood: `vethscope inspect`. */
export interface CapturedInput {
  /** The output's own lines (in a transcript a part of the file). */
  readonly evidence: Evidence;
  /** As typed, where it is known; else the command it was recognized as. */
  readonly command: string;
  /** `ip link`, `iptables -S`, …; absent when no parser knows it. */
  readonly parser?: string;
  readonly node: string;
  readonly netns: string;
  readonly records: number;
  readonly coverage: Coverage;
}

/** Lines by what became of them. Blank lines are not counted. */
export interface Coverage {
  readonly understood: number;
  /** Headings, separators and the like: nothing to know in them. */
  readonly ignored: number;
  /** Known for what it is, but not modelled: always a diagnostic. */
  readonly unsupported: number;
  readonly unrecognized: number;
}
