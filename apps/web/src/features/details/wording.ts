import type { EdgeKind, FactKind, InterfaceType, PodMatch, TopologyEdge } from '@vethscope/model';
import { assertNever } from '@vethscope/model';

/** What each kind of interface is, for someone who meets it for the first time. */
export const INTERFACE_TYPES: Readonly<
  Record<InterfaceType, { readonly name: string; readonly hint: string }>
> = {
  device: { name: 'device', hint: 'A network card, real or given by the hypervisor.' },
  loopback: { name: 'loopback', hint: 'Only for traffic of a namespace with itself.' },
  veth: {
    name: 'veth',
    hint: 'One end of a virtual cable: what goes in here comes out at the other end, mostly in another namespace.',
  },
  dummy: { name: 'dummy', hint: 'Carries addresses; packets sent to it are dropped.' },
  bridge: { name: 'bridge', hint: 'A switch in the kernel: its ports share one Ethernet segment.' },
  vxlan: {
    name: 'VXLAN',
    hint: 'Ethernet frames inside UDP packets: joins nodes over the underlay network.',
  },
  vlan: { name: 'VLAN', hint: 'One tagged network on top of a parent interface (802.1Q).' },
  bond: { name: 'bond', hint: 'Several interfaces used as one.' },
  ipip: { name: 'IP in IP', hint: 'IPv4 packets inside IPv4 packets.' },
  sit: { name: 'SIT', hint: 'IPv6 packets inside IPv4 packets.' },
  ip6tnl: { name: 'IPv6 tunnel', hint: 'IP packets inside IPv6 packets.' },
  gre: { name: 'GRE', hint: 'Packets inside GRE (RFC 2784).' },
  geneve: { name: 'Geneve', hint: 'Ethernet frames inside UDP packets (RFC 8926).' },
  wireguard: { name: 'WireGuard', hint: 'An encrypted tunnel over UDP.' },
  macvlan: { name: 'macvlan', hint: 'A MAC address of its own on top of a parent interface.' },
  macvtap: { name: 'macvtap', hint: 'A macvlan that a virtual machine reads and writes.' },
  ipvlan: { name: 'ipvlan', hint: 'Shares its parent’s MAC address and has addresses of its own.' },
  tun: { name: 'tun/tap', hint: 'A program, not hardware, stands behind it.' },
  vrf: { name: 'VRF', hint: 'A routing table of its own for the interfaces enslaved to it.' },
  ifb: { name: 'ifb', hint: 'Queues of other interfaces are shaped here.' },
  nlmon: { name: 'nlmon', hint: 'Shows netlink messages to packet capture tools.' },
  team: { name: 'team', hint: 'Several interfaces used as one, run by teamd.' },
  other: { name: 'other', hint: 'A kind that vethscope does not know more about.' },
  unknown: { name: 'unknown', hint: 'The capture does not say: `ip -d link` would.' },
};

/** How a pod was found to live where it does; what proves it is in the pod's evidence. */
export const POD_MATCHES: Readonly<
  Record<
    PodMatch,
    { readonly short: string; readonly words: string; readonly confidence: 'proven' | 'inferred' }
  >
> = {
  'sandbox-netns': {
    short: 'runtime',
    words:
      'The container runtime says so: `crictl inspectp` shows the namespace that the pod’s sandbox was started in.',
    confidence: 'proven',
  },
  'calico-interface-hash': {
    short: 'interface hash',
    words:
      'Calico names a pod’s host-side interface “cali” and the first 11 hex digits of sha1("NAMESPACE.POD"). An interface of exactly that name exists, and its other end is in this namespace.',
    confidence: 'proven',
  },
  'cni-chain-sandbox': {
    short: 'sandbox id',
    words:
      'The comment of a CNI iptables chain carries the sandbox id, crictl names the pod of that sandbox, and the chain’s source address is on an interface in this namespace.',
    confidence: 'proven',
  },
  'pod-address': {
    short: 'address',
    words: 'The pod’s address, as Kubernetes knows it, is on an interface in this namespace.',
    confidence: 'proven',
  },
  'host-network': {
    short: 'hostNetwork',
    words:
      'Kubernetes or the container runtime says so: the pod uses the node’s own network (hostNetwork).',
    confidence: 'proven',
  },
  'no-own-wiring': {
    short: 'no wiring',
    words:
      'Nothing was wired for this pod although its sandbox runs here: no veth, no CNI chain, no Calico interface. So it uses the host’s namespace.',
    confidence: 'inferred',
  },
};

/** An edge as a sentence's middle: SOURCE words TARGET. */
export const EDGE_KINDS: Readonly<
  Record<EdgeKind, { readonly name: string; readonly hint: string }>
> = {
  veth: { name: 'veth pair', hint: 'Two ends of one virtual cable.' },
  'bridge-port': { name: 'port of a bridge', hint: 'The interface is plugged into the bridge.' },
  'bond-member': { name: 'member of a bond', hint: 'The bond sends and receives through it.' },
  'vrf-member': { name: 'member of a VRF', hint: 'Its packets are routed by the VRF’s table.' },
  'vlan-parent': { name: 'VLAN on a parent', hint: 'Tagged frames go through the parent.' },
  'macvlan-parent': { name: 'macvlan on a parent', hint: 'Frames go through the parent.' },
  'ipvlan-parent': { name: 'ipvlan on a parent', hint: 'Packets go through the parent.' },
  'vxlan-underlay': {
    name: 'VXLAN underlay',
    hint: 'The encapsulated packets leave through this interface.',
  },
  'vxlan-tunnel': { name: 'VXLAN tunnel', hint: 'Frames for this peer are sent to its address.' },
  'ipip-tunnel': {
    name: 'IP in IP tunnel',
    hint: 'Packets for this peer’s pods are put into packets to its address.',
  },
  'tunnel-underlay': {
    name: 'tunnel underlay',
    hint: 'The encapsulated packets leave through this interface.',
  },
  'pod-netns': { name: 'pod in its namespace', hint: 'The pod’s containers use this namespace.' },
  network: { name: 'attached to a network', hint: 'The interface’s address is on this network.' },
  gateway: { name: 'gateway on a network', hint: 'Routes send packets to this address.' },
};

/** What joins an element to another one, said from its own side. */
export function relationWords(edge: TopologyEdge, from: string): string {
  const isSource = edge.source === from;
  switch (edge.kind) {
    case 'veth':
      return 'other end';
    case 'bridge-port':
      return isSource ? 'plugged into' : 'port';
    case 'bond-member':
    case 'vrf-member':
      return isSource ? 'member of' : 'member';
    case 'vlan-parent':
    case 'macvlan-parent':
    case 'ipvlan-parent':
      return isSource ? 'on top of' : 'carries';
    case 'vxlan-underlay':
    case 'tunnel-underlay':
      return isSource ? 'sends through' : 'underlay of';
    case 'vxlan-tunnel':
    case 'ipip-tunnel':
      return 'tunnel to';
    case 'pod-netns':
      return isSource ? 'lives in' : 'pod';
    case 'network':
      return isSource ? 'attached to' : 'used by';
    case 'gateway':
      return isSource ? 'gateway' : 'on network';
    default:
      return assertNever(edge.kind);
  }
}

/** Questions about one namespace that a capture can answer. */
export const NETNS_QUESTIONS: readonly FactKind[] = [
  ...(['links', 'addresses', 'routes4', 'routes6', 'allTables4', 'allTables6'] as const),
  ...(['policyRules4', 'policyRules6', 'neighbors', 'proxyNeighbors'] as const),
  ...(['fdb', 'bridgeVlans', 'iptables4', 'iptables6', 'nftTables', 'ipsets'] as const),
  ...(['forwardingSysctls', 'bridgeSysctls', 'sockets'] as const),
];

/** Questions about the node or its cluster as a whole. */
export const NODE_QUESTIONS: readonly FactKind[] = [
  ...(['hostname', 'netnsNames', 'pods', 'services', 'endpointSlices', 'nodes'] as const),
  ...(['workloads', 'networkPolicies', 'ipPools', 'ipamBlocks', 'felixConfigurations'] as const),
  ...(['containers', 'sandboxes', 'images', 'firewalldZones', 'unmanagedDevices'] as const),
];
