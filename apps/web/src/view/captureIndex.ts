import type {
  HostElement,
  Id,
  InterfaceElement,
  Link,
  MemberTunnel,
  NetnsElement,
  NetnsSnapshot,
  NodeSnapshot,
  Pod,
  PodElement,
  RunIndex,
  Snapshot,
  Topology,
  TopologyEdge,
  TopologyNode,
  TopologyService,
} from '@vethscope/model';
import {
  capturedNodes,
  clusterTunnels,
  indexRuns,
  interfaceId,
  netnsId,
  podId,
} from '@vethscope/model';
import { type CalicoPolicy, calicoPolicies } from './calicoPolicies.ts';
import { indexNetnsCaptures, type NetnsCapture } from './netnsCaptures.ts';

/** Look-ups by id, made once per capture. Ids are plain text here: they come from the URL too. */
export interface CaptureIndex {
  readonly node: (id: string) => TopologyNode | undefined;
  readonly edge: (id: string) => TopologyEdge | undefined;
  readonly service: (id: string) => TopologyService | undefined;
  readonly edgesOf: (id: string) => readonly TopologyEdge[];
  /** Elements at the other ends of its edges. */
  readonly neighbours: (id: string) => readonly TopologyNode[];
  /** Elements whose box it is: namespaces of a node, interfaces and pods of a namespace. */
  readonly children: (id: string) => readonly TopologyNode[];
  readonly interfacesIn: (netns: string) => readonly InterfaceElement[];
  readonly podsIn: (netns: string) => readonly PodElement[];
  /** The namespace that an element is in or is: the default of routes and iptables. */
  readonly netnsOf: (id: string) => NetnsElement | undefined;
  /** What was captured in a namespace, under its own name or an alias; with the machine it is on. */
  readonly netnsSnapshots: (
    netns: string,
  ) => readonly { readonly node: NodeSnapshot; readonly netns: NetnsSnapshot }[];
  readonly link: (interfaceId: string) => Link | undefined;
  /** As Kubernetes lists it. */
  readonly pod: (podId: string) => Pod | undefined;
  readonly servicesOf: (podId: string) => readonly TopologyService[];
  /** The command run that a line of a file belongs to. */
  readonly runAt: RunIndex;
  /** How a namespace was captured, or why it was not; `undefined` where nobody wrote that down. */
  readonly netnsCapture: (netns: string) => NetnsCapture | undefined;
  /** Nodes that somebody looked into, by name: with more than one there is a cluster to show. */
  readonly capturedNodes: readonly HostElement[];
  /** The machine that something is on, or is. */
  readonly machineOf: (id: string) => HostElement | undefined;
  /** Tunnels that a machine, or an end without one, has. */
  readonly tunnelsOf: (member: string) => readonly MemberTunnel[];
  /** Read from Calico's chains when somebody asks first. */
  readonly policies: () => readonly CalicoPolicy[];
}

export function indexCapture(snapshot: Snapshot, topology: Topology): CaptureIndex {
  const nodes = new Map<string, TopologyNode>(topology.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, TopologyEdge>(topology.edges.map((edge) => [edge.id, edge]));
  const services = new Map<string, TopologyService>(topology.services.map((s) => [s.id, s]));
  const edgesOf = groupBy(topology.edges, (edge) => [edge.source, edge.target]);
  const children = groupBy(topology.nodes, (node) => (node.parent ? [node.parent] : []));
  const idOf = netnsIds(topology);
  const inside = capturedInside(snapshot, idOf);
  const netnsCaptures = indexNetnsCaptures(snapshot, idOf);
  const links = linksById(inside);
  const pods = new Map<string, Pod>(
    snapshot.nodes.flatMap(({ kubernetes }) =>
      kubernetes.pods.map((pod): [Id, Pod] => [podId(pod.namespace, pod.name), pod]),
    ),
  );
  const servicesOf = groupBy(topology.services, (service) => [
    ...new Set(service.ports.flatMap((port) => port.endpoints.flatMap(({ pod }) => pod ?? []))),
  ]);
  const tunnelsOf = groupBy(clusterTunnels(topology), ({ a, b }) => [a, b]);
  let policies: readonly CalicoPolicy[] | undefined;
  const childrenOf = (id: string) => children.get(id) ?? [];
  return {
    node: (id) => nodes.get(id),
    edge: (id) => edges.get(id),
    service: (id) => services.get(id),
    edgesOf: (id) => edgesOf.get(id) ?? [],
    neighbours: (id) =>
      (edgesOf.get(id) ?? []).flatMap(
        (edge) => nodes.get(edge.source === id ? edge.target : edge.source) ?? [],
      ),
    children: childrenOf,
    interfacesIn: (netns) => childrenOf(netns).filter((node) => node.kind === 'interface'),
    podsIn: (netns) => childrenOf(netns).filter((node) => node.kind === 'pod'),
    netnsOf: (id) => netnsOf(nodes, edges, id),
    netnsSnapshots: (netns) => inside.get(netns) ?? [],
    link: (id) => links.get(id),
    pod: (id) => pods.get(id),
    servicesOf: (id) => servicesOf.get(id) ?? [],
    runAt: indexRuns(snapshot),
    netnsCapture: (id) => netnsCaptures.get(id),
    capturedNodes: capturedNodes(topology),
    machineOf: (id) => machineOf(nodes, id),
    tunnelsOf: (member) => tunnelsOf.get(member) ?? [],
    policies: () => {
      policies ??= calicoPolicies(topology, inside);
      return policies;
    },
  };
}

function machineOf(nodes: ReadonlyMap<string, TopologyNode>, id: string): HostElement | undefined {
  const element = nodes.get(id);
  switch (element?.kind) {
    case 'node':
      return element;
    case 'pod':
      return element.node === undefined ? undefined : machineOf(nodes, element.node);
    case 'interface':
    case 'netns':
      return element.parent === undefined ? undefined : machineOf(nodes, element.parent);
    default:
      return undefined;
  }
}

function netnsOf(
  nodes: ReadonlyMap<string, TopologyNode>,
  edges: ReadonlyMap<string, TopologyEdge>,
  id: string,
): NetnsElement | undefined {
  const edge = edges.get(id);
  if (edge) return netnsOf(nodes, edges, edge.source) ?? netnsOf(nodes, edges, edge.target);
  const element = nodes.get(id);
  if (element?.kind === 'netns') return element;
  const netns = element?.parent === undefined ? undefined : nodes.get(element.parent);
  return netns?.kind === 'netns' ? netns : undefined;
}

type Inside = ReadonlyMap<
  string,
  readonly { readonly node: NodeSnapshot; readonly netns: NetnsSnapshot }[]
>;

/** The id of the one element that stands for a namespace, by any of its names. */
function netnsIds(topology: Topology): (node: string, name: string) => string {
  const canonical = new Map<string, string>();
  for (const element of topology.nodes) {
    if (element.kind !== 'netns') continue;
    const node = element.parent?.slice('node/'.length) ?? '';
    for (const alias of element.aliases) canonical.set(netnsId(node, alias), element.id);
  }
  return (node, name) => {
    const id = netnsId(node, name);
    return canonical.get(id) ?? id;
  };
}

function capturedInside(snapshot: Snapshot, idOf: (node: string, name: string) => string): Inside {
  const inside = snapshot.nodes.flatMap((node) =>
    node.namespaces.map((netns) => ({ node, netns })),
  );
  return groupBy(inside, ({ node, netns }) => [idOf(node.name, netns.name)]);
}

/** A namespace captured under two names shows each link twice: the first with details is kept. */
function linksById(inside: Inside): ReadonlyMap<string, Link> {
  const links = new Map<string, Link>();
  for (const [netns, snapshots] of inside) {
    const [, node = '', ...name] = netns.split('/');
    for (const link of snapshots.flatMap((captured) => captured.netns.links)) {
      const id = interfaceId(node, name.join('/'), link.name);
      if (!links.get(id)?.details) links.set(id, link);
    }
  }
  return links;
}

function groupBy<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
