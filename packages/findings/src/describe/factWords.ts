import type { FactKind } from '@vethscope/model';

/** What a question is called, and the command whose output answers it. */
export interface FactWords {
  readonly name: string;
  readonly command: string;
}

/** What a capture can answer, in people's words. */
export const FACT_WORDS: Readonly<Record<FactKind, FactWords>> = {
  links: { name: 'interfaces', command: 'ip -d link show' },
  addresses: { name: 'addresses', command: 'ip addr show' },
  routes4: { name: 'IPv4 routes', command: 'ip route show' },
  routes6: { name: 'IPv6 routes', command: 'ip -6 route show' },
  allTables4: { name: 'IPv4 routes of all tables', command: 'ip route show table all' },
  allTables6: { name: 'IPv6 routes of all tables', command: 'ip -6 route show table all' },
  policyRules4: { name: 'IPv4 policy rules', command: 'ip rule' },
  policyRules6: { name: 'IPv6 policy rules', command: 'ip -6 rule' },
  neighbors: { name: 'neighbours', command: 'ip neigh' },
  proxyNeighbors: { name: 'addresses answered for by proxy', command: 'ip neigh show proxy' },
  fdb: { name: 'forwarding database', command: 'bridge fdb show' },
  bridgeVlans: { name: 'VLANs of bridge ports', command: 'bridge -d vlan show' },
  iptables4: { name: 'IPv4 rules of iptables', command: 'iptables-save -c' },
  iptables6: { name: 'IPv6 rules of iptables', command: 'ip6tables-save -c' },
  nftTables: { name: 'nftables', command: 'nft list ruleset' },
  ipsets: { name: 'IP sets', command: 'ipset list' },
  sysctls: { name: 'kernel settings', command: 'sysctl -a' },
  forwardingSysctls: { name: 'settings that decide forwarding', command: 'sysctl -a' },
  bridgeSysctls: { name: 'whether iptables sees bridged packets', command: 'sysctl -a' },
  sockets: { name: 'listening sockets', command: 'ss -lntup' },
  hostname: { name: 'host name', command: 'hostname' },
  netnsNames: { name: 'namespace names', command: 'ip netns list' },
  pods: { name: 'pods', command: 'kubectl get pods -A -o wide' },
  services: { name: 'services', command: 'kubectl get services -A' },
  endpointSlices: { name: 'endpoint slices', command: 'kubectl get endpointslices -A' },
  nodes: { name: 'nodes', command: 'kubectl get nodes -o wide' },
  workloads: { name: 'workloads', command: 'kubectl get all -A' },
  networkPolicies: {
    name: 'network policies',
    command: 'kubectl get networkpolicies -A -o json',
  },
  ipPools: {
    name: "Calico's address pools",
    command: 'kubectl get ippools.crd.projectcalico.org -o json',
  },
  ipamBlocks: {
    name: "Calico's address blocks",
    command: 'kubectl get ipamblocks.crd.projectcalico.org -o json',
  },
  felixConfigurations: {
    name: "Calico's settings",
    command: 'kubectl get felixconfigurations.crd.projectcalico.org -o json',
  },
  containers: { name: 'containers', command: 'crictl ps -a' },
  sandboxes: { name: 'sandboxes', command: 'crictl pods' },
  images: { name: 'images', command: 'crictl images' },
  firewalldZones: { name: 'firewalld zones', command: 'firewall-cmd --list-all-zones' },
  unmanagedDevices: {
    name: 'devices NetworkManager leaves alone',
    command: 'cat /etc/NetworkManager/conf.d/*.conf',
  },
};

/** ``interfaces (`ip -d link show`), IPv4 routes (`ip route show`)`` */
export function factsInWords(kinds: readonly FactKind[]): string {
  return kinds
    .map((kind) => {
      const { name, command } = FACT_WORDS[kind];
      return `${name} (\`${command}\`)`;
    })
    .join(', ');
}
