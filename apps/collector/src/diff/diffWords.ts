import { assertNever, type FactKind, type Incomparable, type RecordKind } from '@vethscope/model';

export const KIND_WORDS: Readonly<Record<RecordKind, string>> = {
  link: 'links',
  address: 'addresses',
  netnsName: 'names of namespaces',
  route: 'routes',
  policyRule: 'policy rules',
  neighbor: 'configured neighbours',
  fdb: 'configured FDB entries',
  bridgeVlan: 'bridge VLANs',
  chain: 'chains',
  rule: 'rules',
  nftTable: 'nftables',
  ipset: 'ipsets',
  ipsetMember: 'ipset members',
  sysctl: 'sysctls',
  socket: 'listening sockets',
  pod: 'pods',
  service: 'services',
  endpoint: 'endpoints',
  kubeNode: 'cluster nodes',
  workload: 'workloads',
  networkPolicy: 'network policies',
  calico: 'Calico',
  sandbox: 'pod sandboxes',
  firewalldZone: 'firewalld zones',
  unmanagedDevices: 'devices that NetworkManager leaves alone',
};

export const FACT_WORDS: Readonly<Record<FactKind, string>> = {
  links: 'links',
  addresses: 'addresses',
  netnsNames: 'names of namespaces',
  routes4: 'IPv4 routes',
  routes6: 'IPv6 routes',
  allTables4: 'IPv4 routes of other tables than main',
  allTables6: 'IPv6 routes of other tables than main',
  policyRules4: 'IPv4 policy rules',
  policyRules6: 'IPv6 policy rules',
  neighbors: 'configured neighbours',
  proxyNeighbors: 'proxy neighbours',
  fdb: 'configured FDB entries',
  bridgeVlans: 'bridge VLANs',
  iptables4: 'iptables',
  iptables6: 'ip6tables',
  nftTables: 'nftables',
  ipsets: 'ipsets',
  sysctls: 'sysctls',
  forwardingSysctls: 'sysctls',
  bridgeSysctls: 'sysctls of bridges',
  sockets: 'listening sockets',
  pods: 'pods',
  services: 'services',
  endpointSlices: 'endpoints',
  nodes: 'cluster nodes',
  workloads: 'workloads',
  networkPolicies: 'network policies',
  ipPools: "Calico's pools",
  ipamBlocks: "Calico's blocks",
  felixConfigurations: "Calico's configuration",
  containers: 'containers',
  sandboxes: 'pod sandboxes',
  images: 'images',
  firewalldZones: 'firewalld zones',
  unmanagedDevices: 'devices that NetworkManager leaves alone',
  hostname: 'hostname',
};

const SIDES: Readonly<Record<Incomparable['side'], string>> = {
  before: 'before',
  after: 'after',
  both: 'before and after',
};

/** `not captured before`. */
export function reasonWords({ reason, side }: Incomparable): string {
  switch (reason) {
    case 'notCaptured':
      return `not captured ${SIDES[side]}`;
    case 'partial':
      return `listed only in part ${SIDES[side]}`;
    case 'interfacesHidden':
      return `interfaces not shown ${SIDES[side]}, compared without them`;
    default:
      return assertNever(reason);
  }
}
