import type {
  BridgeVlan,
  CriContainer,
  CriImage,
  CriSandbox,
  EndpointSlice,
  Evidence,
  FactKind,
  FdbEntry,
  FelixConfiguration,
  FirewalldZone,
  IpamBlock,
  IpPool,
  Ipset,
  IptablesTable,
  KubeNode,
  Link,
  ListeningSocket,
  Neighbor,
  NetnsName,
  NetworkPolicy,
  NftTable,
  Pod,
  PolicyRule,
  Route,
  Service,
  Sysctl,
  UnmanagedDevices,
  Workload,
} from '@vethscope/model';

/** What one output adds to the snapshot. Absent: this output has nothing to say about it. */
export interface Facts {
  readonly hostname?: { readonly name: string; readonly evidence: Evidence };
  readonly netnsNames?: readonly NetnsName[];
  readonly links?: readonly Link[];
  readonly routes?: readonly Route[];
  readonly policyRules?: readonly PolicyRule[];
  readonly neighbors?: readonly Neighbor[];
  readonly fdb?: readonly FdbEntry[];
  readonly bridgeVlans?: readonly BridgeVlan[];
  readonly iptables?: readonly IptablesTable[];
  readonly nftTables?: readonly NftTable[];
  readonly ipsets?: readonly Ipset[];
  readonly sysctls?: readonly Sysctl[];
  readonly sockets?: readonly ListeningSocket[];
  readonly pods?: readonly Pod[];
  readonly services?: readonly Service[];
  readonly endpointSlices?: readonly EndpointSlice[];
  readonly kubeNodes?: readonly KubeNode[];
  readonly workloads?: readonly Workload[];
  readonly networkPolicies?: readonly NetworkPolicy[];
  readonly ipPools?: readonly IpPool[];
  readonly ipamBlocks?: readonly IpamBlock[];
  readonly felixConfigurations?: readonly FelixConfiguration[];
  readonly containers?: readonly CriContainer[];
  readonly sandboxes?: readonly CriSandbox[];
  readonly images?: readonly CriImage[];
  readonly firewalldZones?: readonly FirewalldZone[];
  readonly unmanagedDevices?: readonly UnmanagedDevices[];
  /** Questions that this output settles, even when it lists nothing. */
  readonly captured: readonly FactKind[];
}
