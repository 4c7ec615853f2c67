import { assertNever } from '../assertNever.ts';
import type { Incomparable, RecordKind } from './recordChange.ts';

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
  nftRule: 'nftables rules',
  nftElement: 'elements of nftables sets',
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

/** Why something could not be compared: `not captured before`. */
export function reasonWords({ reason, side }: Pick<Incomparable, 'reason' | 'side'>): string {
  const when = side === 'both' ? 'before and after' : side;
  switch (reason) {
    case 'notCaptured':
      return `not captured ${when}`;
    case 'partial':
      return `listed only in part ${when}`;
    case 'interfacesHidden':
      return `the listing ${when} hides interfaces (iptables -L without -v): compared without them`;
    default:
      return assertNever(reason);
  }
}
