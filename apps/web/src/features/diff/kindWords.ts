import { assertNever, type RecordKind, type TopologyElement } from '@vethscope/model';

/** What changes of elements can be filtered by. */
export function elementCategory(element: TopologyElement): string {
  if ('source' in element) return 'links';
  if ('clusterIps' in element) return 'services';
  switch (element.kind) {
    case 'node':
      return 'nodes';
    case 'netns':
      return 'namespaces';
    case 'interface':
      return 'interfaces';
    case 'pod':
      return 'pods';
    case 'external':
      return 'outside';
    default:
      return assertNever(element);
  }
}

/** Kinds of records by their names in headings; those of elements share theirs. */
export const RECORD_WORDS: Readonly<Record<RecordKind, string>> = {
  link: 'interfaces',
  address: 'addresses',
  netnsName: 'namespaces',
  route: 'routes',
  policyRule: 'policy rules',
  neighbor: 'configured neighbours',
  fdb: 'configured FDB entries',
  bridgeVlan: 'VLANs of bridge ports',
  chain: 'chains',
  rule: 'iptables rules',
  nftTable: 'nftables',
  ipset: 'ipsets',
  ipsetMember: 'ipset members',
  sysctl: 'sysctls',
  socket: 'listening sockets',
  pod: 'pods',
  service: 'services',
  endpoint: 'endpoints',
  kubeNode: 'nodes',
  workload: 'workloads',
  networkPolicy: 'network policies',
  calico: 'Calico’s settings',
  sandbox: 'sandboxes',
  firewalldZone: 'firewalld zones',
  unmanagedDevices: 'devices NetworkManager leaves alone',
};
