import { compareText } from '../evidence.ts';
import type {
  ExternalElement,
  HostElement,
  InterfaceElement,
  NetnsElement,
  PodElement,
  Topology,
  TopologyEdge,
  TopologyNode,
} from '../graph/topology.ts';
import type { Id } from '../ids.ts';

export type OutsideElement = ExternalElement | HostElement;

/** Look-ups over a topology whose arrays may come in any order; every answer is sorted. */
export interface TopologyIndex {
  /** Those of which a namespace is known: there is something to draw. */
  readonly machines: readonly HostElement[];
  /** What lies outside of them: also other machines that something leads to. */
  readonly externals: readonly OutsideElement[];
  readonly edges: readonly TopologyEdge[];
  readonly element: (id: Id) => TopologyNode | undefined;
  readonly namespacesOf: (machine: Id) => readonly NetnsElement[];
  readonly interfacesOf: (netns: Id) => readonly InterfaceElement[];
  readonly podsOf: (netns: Id) => readonly PodElement[];
  readonly edgesOf: (id: Id) => readonly TopologyEdge[];
  /** The namespace that an interface is in, or that the id is. */
  readonly netnsOf: (id: Id) => Id | undefined;
  /** The bridge or VRF that it is a port of; a bond is not meant. */
  readonly masterOf: (id: Id) => Id | undefined;
  /** Other ends of its veth pair; a namespace's id where nobody looked inside. */
  readonly vethPeers: (id: Id) => readonly Id[];
}

export function indexTopology(topology: Topology): TopologyIndex {
  const nodes = [...topology.nodes].sort((a, b) => compareText(a.id, b.id));
  const elements = new Map(nodes.map((node) => [node.id, node]));
  const edges = topology.edges
    .filter(({ source, target }) => elements.has(source) && elements.has(target))
    .sort((a, b) => compareText(a.id, b.id));
  const edgesById = new Map<Id, TopologyEdge[]>();
  for (const edge of edges) {
    for (const id of new Set([edge.source, edge.target])) append(edgesById, id, edge);
  }
  const namespaces = new Map<Id, NetnsElement[]>();
  const interfaces = new Map<Id, InterfaceElement[]>();
  const pods = new Map<Id, PodElement[]>();
  for (const node of nodes) {
    if (node.kind === 'netns' && node.parent) append(namespaces, node.parent, node);
    if (node.kind === 'interface') append(interfaces, node.netns, node);
    if (node.kind === 'pod' && node.netns) append(pods, node.netns, node);
  }
  for (const list of interfaces.values()) list.sort(compareInterfaces);
  const hosts = nodes.filter((node) => node.kind === 'node');
  const edgesOf = (id: Id) => edgesById.get(id) ?? [];
  return {
    machines: hosts.filter(({ id }) => namespaces.has(id)),
    externals: [
      ...nodes.filter((node) => node.kind === 'external'),
      ...hosts.filter(({ id }) => !namespaces.has(id) && edgesById.has(id)),
    ],
    edges,
    element: (id) => elements.get(id),
    namespacesOf: (machine) => namespaces.get(machine) ?? [],
    interfacesOf: (netns) => interfaces.get(netns) ?? [],
    podsOf: (netns) => pods.get(netns) ?? [],
    edgesOf,
    netnsOf: (id) => {
      const element = elements.get(id);
      if (element?.kind === 'interface') return element.netns;
      return element?.kind === 'netns' ? element.id : undefined;
    },
    masterOf: (id) =>
      edgesOf(id).find(
        (edge) => edge.source === id && (edge.kind === 'bridge-port' || edge.kind === 'vrf-member'),
      )?.target,
    vethPeers: (id) =>
      edgesOf(id)
        .filter((edge) => edge.kind === 'veth')
        .map((edge) => (edge.source === id ? edge.target : edge.source))
        .filter((peer) => peer !== id),
  };
}

/** In the order of the kernel's lists; ids decide between namespaces. */
export function compareInterfaces(a: InterfaceElement, b: InterfaceElement): number {
  return a.ifindex - b.ifindex || compareText(a.id, b.id);
}

function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
