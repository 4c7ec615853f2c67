import type {
  Link,
  NetnsSnapshot,
  Snapshot,
  Topology,
  TopologyEdge,
  TopologyNode,
  TopologyService,
} from '@vethscope/model';
import { interfaceId, netnsId } from '@vethscope/model';

/** One element of the topology with what surrounds it; docs/json.md. */
export interface ElementDetails {
  readonly element: TopologyNode | TopologyEdge | TopologyService;
  readonly edges: readonly TopologyEdge[];
  readonly neighbours: readonly TopologyNode[];
  readonly children: readonly TopologyNode[];
  readonly captured: readonly NetnsSnapshot[];
  readonly links: readonly Link[];
}

/** `undefined`: the capture has no element with that id. */
export function elementDetails(
  id: string,
  snapshot: Snapshot,
  topology: Topology,
): ElementDetails | undefined {
  const nodes = new Map<string, TopologyNode>(topology.nodes.map((node) => [node.id, node]));
  const named = (ids: readonly string[]) =>
    [...new Set(ids)].flatMap((one) => nodes.get(one) ?? []);
  const bare = { edges: [], children: [], captured: [], links: [] };

  const edge = topology.edges.find((candidate) => candidate.id === id);
  if (edge) return { ...bare, element: edge, neighbours: named([edge.source, edge.target]) };

  const service = topology.services.find((candidate) => candidate.id === id);
  if (service) {
    const pods = service.ports.flatMap(({ endpoints }) =>
      endpoints.flatMap(({ pod }) => pod ?? []),
    );
    return { ...bare, element: service, neighbours: named(pods) };
  }

  const node = nodes.get(id);
  if (!node) return undefined;
  const edges = topology.edges.filter(({ source, target }) => source === id || target === id);
  return {
    element: node,
    edges,
    neighbours: named(edges.map(({ source, target }) => (source === id ? target : source))),
    children: topology.nodes.filter(({ parent }) => parent === id),
    captured: capturedIn(id, snapshot, topology).map(({ netns }) => netns),
    links: linksOf(node, snapshot, topology),
  };
}

interface CapturedNetns {
  readonly node: string;
  readonly netns: NetnsSnapshot;
}

/** A namespace may have been captured under several of its names. */
function capturedIn(
  netns: string,
  snapshot: Snapshot,
  topology: Topology,
): readonly CapturedNetns[] {
  const element = topology.nodes.find(({ id }) => id === netns);
  if (element?.kind !== 'netns') return [];
  const names = new Set([element.name, ...element.aliases]);
  return snapshot.nodes
    .filter((node) => [...names].some((name) => netnsId(node.name, name) === netns))
    .flatMap((node) =>
      node.namespaces
        .filter(({ name }) => names.has(name))
        .map((captured) => ({ node: node.name, netns: captured })),
    );
}

function linksOf(node: TopologyNode, snapshot: Snapshot, topology: Topology): readonly Link[] {
  if (node.kind !== 'interface') return [];
  const netns = topology.nodes.find(({ id }) => id === node.netns);
  if (netns?.kind !== 'netns') return [];
  return capturedIn(netns.id, snapshot, topology).flatMap((captured) =>
    captured.netns.links.filter(
      ({ name }) => interfaceId(captured.node, netns.name, name) === node.id,
    ),
  );
}
