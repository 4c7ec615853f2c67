import { compareText } from '../evidence.ts';
import type {
  Confidence,
  EdgeKind,
  ExternalElement,
  InterfaceElement,
  NetnsElement,
  PodElement,
  Topology,
  TopologyEdge,
  TopologyNode,
} from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { edgeId, gatewayId, interfaceId, netnsId, networkId, nodeId, podId } from '../ids.ts';
import { at, ip, prefix } from './builders.ts';

/** Topologies by hand, for pictures: elements as `buildTopology` makes them, without a snapshot. */

export function hostOf(machine: string): readonly TopologyNode[] {
  return [
    { id: nodeId(machine), kind: 'node', label: machine, captured: true, evidence: [at(1)] },
    netnsElement(machine, 'host', { isHost: true, label: 'host' }),
  ];
}

export function netnsElement(
  machine: string,
  name: string,
  more: Partial<NetnsElement> = {},
): NetnsElement {
  return {
    id: netnsId(machine, name),
    kind: 'netns',
    label: name,
    parent: nodeId(machine),
    name,
    aliases: [],
    isHost: false,
    captured: true,
    routes: [],
    chains: [],
    evidence: [at(1)],
    ...more,
  };
}

/** `device('node1', 'host', 2, 'eth0', ['10.0.0.1/24'])`. */
export function device(
  machine: string,
  netns: string,
  ifindex: number,
  name: string,
  addresses: readonly string[] = [],
  more: Partial<InterfaceElement> = {},
): InterfaceElement {
  return {
    id: interfaceId(machine, netns, name),
    kind: 'interface',
    label: name,
    parent: netnsId(machine, netns),
    name,
    ifindex,
    netns: netnsId(machine, netns),
    type: 'device',
    typeConfidence: 'proven',
    mtu: 1500,
    state: 'up',
    addresses: addresses.map(prefix),
    evidence: [at(ifindex)],
    ...more,
  };
}

export function podElement(
  machine: string,
  namespace: string,
  name: string,
  netns: string,
): PodElement {
  return {
    id: podId(namespace, name),
    kind: 'pod',
    label: name,
    parent: netnsId(machine, netns),
    namespace,
    name,
    netns: netnsId(machine, netns),
    matchedBy: 'calico-interface-hash',
    hostNetwork: netns === 'host',
    addresses: [],
    evidence: [at(1)],
  };
}

export function edge(
  kind: EdgeKind,
  source: Id,
  target: Id,
  confidence: Confidence = 'proven',
): TopologyEdge {
  const id = edgeId(kind, source, target);
  return { id, kind, source, target, confidence, reason: 'by hand', evidence: [at(1)] };
}

export function network(text: string): ExternalElement {
  const id = networkId(text);
  const shared = { kind: 'external', role: 'network', label: text } as const;
  return { id, ...shared, network: prefix(text), evidence: [at(1)] };
}

export function gateway(text: string): ExternalElement {
  const shared = { kind: 'external', role: 'gateway', label: text } as const;
  return { id: gatewayId(text), ...shared, address: ip(text), evidence: [at(1)] };
}

export function topologyOf(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
): Topology {
  return {
    formatVersion: 1,
    nodes: [...nodes].sort((a, b) => compareText(a.id, b.id)),
    edges: [...edges].sort((a, b) => compareText(a.id, b.id)),
    services: [],
    diagnostics: [],
  };
}

/** A pod on the machine's bridge (`port: vethX`) or routed to (`port: caliX`). */
export interface WiredPod {
  readonly namespace: string;
  readonly name: string;
  readonly netns: string;
  readonly address: string;
  readonly port: string;
  readonly ifindex: number;
  readonly attachment: 'bridge' | 'routed';
}

/** A node as Calico and CRI-O leave it: cni0, vxlan.calico on eth1, eth0 with the default route. */
export function calicoNode(
  machine: string,
  pods: readonly WiredPod[],
  more: {
    readonly hostPods?: readonly (readonly [namespace: string, name: string])[];
    readonly unseen?: readonly string[];
    readonly networks?: readonly [underlay: string, office: string];
    readonly addresses?: readonly [underlay: string, office: string];
  } = {},
): Topology {
  const [underlayNet, officeNet] = more.networks ?? ['10.0.0.0/24', '172.16.0.0/24'];
  const [underlay, office] = more.addresses ?? ['10.0.0.11/24', '172.16.0.11/24'];
  const host = (name: string) => interfaceId(machine, 'host', name);
  const routed = pods.filter(({ attachment }) => attachment === 'routed');
  const devices = ['cni0', 'eth0', 'eth1', ...routed.map(({ port }) => port)];
  const routes = devices.map((name) => ({
    ...at(1),
    family: 4 as const,
    table: 'main',
    type: 'unicast' as const,
    destination: prefix('10.0.0.0/8'),
    via: [],
    devices: [name],
  }));
  const nodes: TopologyNode[] = [
    ...hostOf(machine).map((node) => (node.kind === 'netns' ? { ...node, routes } : node)),
    device(machine, 'host', 1, 'lo', ['127.0.0.1/8'], { type: 'loopback', mtu: 65536 }),
    device(machine, 'host', 2, 'eth0', [office]),
    device(machine, 'host', 3, 'eth1', [underlay]),
    device(machine, 'host', 4, 'cni0', ['10.85.0.1/16'], { type: 'bridge' }),
    device(machine, 'host', 11, 'vxlan.calico', ['192.168.2.0/32'], { type: 'vxlan', mtu: 1450 }),
    ...pods.flatMap((pod) => podNodes(machine, pod)),
    ...(more.hostPods ?? []).map(([namespace, name]) =>
      podElement(machine, namespace, name, 'host'),
    ),
    ...(more.unseen ?? []).map((name) => netnsElement(machine, name, { captured: false })),
    network(officeNet),
    network(underlayNet),
    gateway('172.16.0.254'),
  ];
  const edges = [
    ...pods.flatMap((pod) => podEdges(machine, pod)),
    ...(more.hostPods ?? []).map(([namespace, name]) =>
      edge('pod-netns', podId(namespace, name), netnsId(machine, 'host'), 'inferred'),
    ),
    edge('vxlan-underlay', host('vxlan.calico'), host('eth1')),
    edge('network', host('eth0'), networkId(officeNet)),
    edge('network', host('eth1'), networkId(underlayNet)),
    edge('gateway', networkId(officeNet), gatewayId('172.16.0.254')),
  ];
  return topologyOf(nodes, edges);
}

function podNodes(machine: string, pod: WiredPod): readonly TopologyNode[] {
  const mtu = pod.attachment === 'bridge' ? 1500 : 1450;
  return [
    netnsElement(machine, pod.netns),
    device(machine, pod.netns, 1, 'lo', ['127.0.0.1/8', '::1/128'], { type: 'loopback' }),
    device(machine, pod.netns, 2, 'eth0', [pod.address, 'fe80::6cce:a9ff:fea6:c04c/64'], {
      type: 'veth',
      mtu,
    }),
    device(machine, 'host', pod.ifindex, pod.port, [], { type: 'veth', mtu }),
    podElement(machine, pod.namespace, pod.name, pod.netns),
  ];
}

function podEdges(machine: string, pod: WiredPod): readonly TopologyEdge[] {
  const port = interfaceId(machine, 'host', pod.port);
  const bridge = interfaceId(machine, 'host', 'cni0');
  return [
    edge('veth', port, interfaceId(machine, pod.netns, 'eth0')),
    edge('pod-netns', podId(pod.namespace, pod.name), netnsId(machine, pod.netns)),
    ...(pod.attachment === 'bridge' ? [edge('bridge-port', port, bridge)] : []),
  ];
}

/** As in `examples/calico-single-node.md`. */
export const SAMPLE: Topology = calicoNode(
  'controller.home.local',
  [
    bridged('kube-system', 'coredns-7db6d8ff4d-p4kzt', 4, 'veth2c3744a3', 5),
    bridged('kube-system', 'coredns-7db6d8ff4d-slnrj', 5, 'vethf3cf048b', 6),
    bridged('calico-system', 'csi-node-driver-dpdzx', 6, 'veth1d625a4b', 7),
    bridged('calico-system', 'calico-kube-controllers-597855f5d-pvnh4', 7, 'veth0593223e', 8),
    routed('calico-apiserver', 'calico-apiserver-56cc46c8d5-6df76', 1, 'cali9d04617f188', 12),
    routed('calico-apiserver', 'calico-apiserver-56cc46c8d5-vl57t', 2, 'cali1dac8782bdb', 13),
  ],
  {
    hostPods: [
      ['calico-system', 'calico-node-6bn67'],
      ['calico-system', 'calico-typha-6655bb4b48-xqtpn'],
      ['kube-system', 'etcd-controller.home.local'],
      ['kube-system', 'kube-apiserver-controller.home.local'],
      ['kube-system', 'kube-controller-manager-controller.home.local'],
      ['kube-system', 'kube-proxy-skh2j'],
      ['kube-system', 'kube-scheduler-controller.home.local'],
      ['tigera-operator', 'tigera-operator-76ff79f7fd-hmsnw'],
    ],
    unseen: [
      '322f5081-3c51-4541-a1dc-5ac30daa5713',
      '78f5b298-c711-4967-81e5-bc94c87cb228',
      '8658f77b-818b-48d4-8a72-a66fc57b5cff',
      'a99f9b7e-5f7c-4ec8-bf45-cb64d51456e0',
      'c1c0eace-08c5-4bdd-9420-6b215f3fefc5',
      'dfb4ea86-a48b-4ee0-bf68-62892c0f3838',
      'e7b1d7bb-4b7d-4ea6-8afd-8b24ee745b24',
    ],
  },
);

function bridged(
  namespace: string,
  name: string,
  host: number,
  port: string,
  ifindex: number,
): WiredPod {
  const address = `10.85.0.${host}/16`;
  return { namespace, name, netns: `ns-of-${name}`, address, port, ifindex, attachment: 'bridge' };
}

function routed(
  namespace: string,
  name: string,
  host: number,
  port: string,
  ifindex: number,
): WiredPod {
  const address = `192.168.2.${host}/32`;
  return { namespace, name, netns: `ns-of-${name}`, address, port, ifindex, attachment: 'routed' };
}

/** A node with so many pods, one in four on the bridge; the first ones stay when more are asked. */
export function largeNode(machine: string, count: number): Topology {
  const pods = Array.from({ length: count }, (_, i): WiredPod => {
    const names = APPS[i % APPS.length] ?? ['default', 'app'];
    const code = (4096 + i * 7919).toString(16);
    const name = `${names[1]}-7db6d8ff4d-${code.padStart(5, 'x')}`;
    const make = i % 4 === 0 ? bridged : routed;
    const port = `${i % 4 === 0 ? 'veth' : 'cali'}${code.padStart(8, '0')}`;
    return make(names[0], name, i % 250, port, 20 + i);
  });
  return calicoNode(machine, pods, { hostPods: [['kube-system', 'kube-proxy-skh2j']] });
}

const APPS: readonly (readonly [string, string])[] = [
  ['shop', 'checkout'],
  ['shop', 'cart-redis'],
  ['payments', 'ledger-worker'],
  ['observability', 'prometheus-node-exporter'],
  ['default', 'web'],
];
