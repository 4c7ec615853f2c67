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
  once,
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

/** Each look-up is made when somebody asks first: of a hundred nodes all of them take half a second. */
export function indexCapture(snapshot: Snapshot, topology: Topology): CaptureIndex {
  const nodes = once(() => byId(topology.nodes));
  const edges = once(() => byId(topology.edges));
  const services = once(() => byId(topology.services));
  const edgesOf = once(() => groupBy(topology.edges, (edge) => [edge.source, edge.target]));
  const children = once(() =>
    groupBy(topology.nodes, (node) => (node.parent ? [node.parent] : [])),
  );
  const idOf = once(() => netnsIds(topology));
  const inside = once(() => capturedInside(snapshot, idOf()));
  const netnsCaptures = once(() => indexNetnsCaptures(snapshot, idOf()));
  const links = once(() => linksById(inside()));
  const pods = once(() => podsById(snapshot));
  const servicesOf = once(() =>
    groupBy(topology.services, (service) =>
      service.ports.flatMap((port) => port.endpoints.flatMap(({ pod }) => pod ?? [])),
    ),
  );
  const tunnelsOf = once(() => groupBy(clusterTunnels(topology), ({ a, b }) => [a, b]));
  const runs = once(() => indexRuns(snapshot));
  const node = (id: string) => nodes().get(id);
  const edge = (id: string) => edges().get(id);
  const edgesAt = (id: string) => edgesOf().get(id) ?? [];
  const childrenOf = (id: string) => children().get(id) ?? [];
  return {
    node,
    edge,
    service: (id) => services().get(id),
    edgesOf: edgesAt,
    neighbours: (id) =>
      edgesAt(id).flatMap(({ source, target }) => node(source === id ? target : source) ?? []),
    children: childrenOf,
    interfacesIn: (netns) => childrenOf(netns).filter((child) => child.kind === 'interface'),
    podsIn: (netns) => childrenOf(netns).filter((child) => child.kind === 'pod'),
    netnsOf: (id) => netnsOf(node, edge, id),
    netnsSnapshots: (netns) => inside().get(netns) ?? [],
    link: (id) => links().get(id),
    pod: (id) => pods().get(id),
    servicesOf: (id) => servicesOf().get(id) ?? [],
    runAt: (file, line) => runs()(file, line),
    netnsCapture: (id) => netnsCaptures().get(id),
    capturedNodes: capturedNodes(topology),
    machineOf: (id) => machineOf(node, id),
    tunnelsOf: (member) => tunnelsOf().get(member) ?? [],
    policies: once(() => calicoPolicies(topology, inside())),
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function podsById(snapshot: Snapshot): ReadonlyMap<string, Pod> {
  return new Map(
    snapshot.nodes.flatMap(({ kubernetes }) =>
      kubernetes.pods.map((pod): [Id, Pod] => [podId(pod.namespace, pod.name), pod]),
    ),
  );
}

type Lookup<T> = (id: string) => T | undefined;

function machineOf(node: Lookup<TopologyNode>, id: string): HostElement | undefined {
  const element = node(id);
  switch (element?.kind) {
    case 'node':
      return element;
    case 'pod':
      return element.node === undefined ? undefined : machineOf(node, element.node);
    case 'interface':
    case 'netns':
      return element.parent === undefined ? undefined : machineOf(node, element.parent);
    default:
      return undefined;
  }
}

function netnsOf(
  node: Lookup<TopologyNode>,
  edge: Lookup<TopologyEdge>,
  id: string,
): NetnsElement | undefined {
  const joined = edge(id);
  if (joined) return netnsOf(node, edge, joined.source) ?? netnsOf(node, edge, joined.target);
  const element = node(id);
  if (element?.kind === 'netns') return element;
  const netns = element?.parent === undefined ? undefined : node(element.parent);
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
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (!group) groups.set(key, [item]);
      // Both ends of an edge may be one.
      else if (group.at(-1) !== item) group.push(item);
    }
  }
  return groups;
}
