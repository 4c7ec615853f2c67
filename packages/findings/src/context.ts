import type {
  Evidence,
  FactKind,
  Id,
  NodeSnapshot,
  Snapshot,
  Topology,
  TopologyEdge,
  TopologyNode,
} from '@vethscope/model';
import { HOST_NETNS, netnsId, nodeId } from '@vethscope/model';
import type { Namespace, Network } from '@vethscope/trace';

/** All that a rule may look at, with the look-ups that most of them need. */
export interface FindingContext {
  readonly snapshot: Snapshot;
  readonly topology: Topology;
  readonly network: Network;
  /** Nodes whose own namespace was captured, in the snapshot's order. */
  readonly nodes: readonly NodeContext[];
  element(id: Id): TopologyNode | undefined;
  edgesOf(id: Id): readonly TopologyEdge[];
  /**
   * Whole outputs of one command in one namespace: what proves that something is not listed. The
   * command goes by its name in the parsers' registry: `ip route`, `ip link, ip addr`.
   */
  listings(netns: Namespace, command: string): readonly Evidence[];
}

export interface NodeContext {
  readonly id: Id;
  readonly name: string;
  readonly facts: NodeSnapshot;
  /** The node's own namespace. */
  readonly host: Namespace;
  /** Everything that was captured on the node, its own namespace first. */
  readonly namespaces: readonly Namespace[];
  /** For titles: ` on worker1` where several nodes were captured, else nothing. */
  readonly onNode: string;
  /** Whether an empty list of it means that there is none. */
  knows(kind: FactKind): boolean;
}

export function findingContext(network: Network): FindingContext {
  const { snapshot, topology } = network;
  const elements = new Map<Id, TopologyNode>(
    topology.nodes.map((element) => [element.id, element]),
  );
  const edges = edgesByEnd(topology);
  const clusterKnows = new Set(
    snapshot.nodes.flatMap(({ namespaces }) =>
      namespaces.flatMap(({ captured }) => captured.filter((kind) => CLUSTER_FACTS.has(kind))),
    ),
  );
  const hosts = snapshot.nodes.flatMap((facts) => {
    const host = network.namespaces.get(netnsId(facts.name, HOST_NETNS));
    return host ? [{ facts, host }] : [];
  });
  const inputs = inputsByNetns(snapshot);
  const inNode = new Map<string, Namespace[]>();
  for (const netns of network.namespaces.values()) append(inNode, netns.node, netns);
  return {
    ...{ snapshot, topology, network },
    nodes: hosts.map(({ facts, host }) => ({
      id: nodeId(facts.name),
      name: facts.name,
      facts,
      host,
      namespaces: [host, ...(inNode.get(facts.name) ?? []).filter((netns) => netns !== host)],
      onNode: hosts.length > 1 ? ` on ${facts.name}` : '',
      knows: (kind) => host.knows(kind) || clusterKnows.has(kind),
    })),
    element: (id) => elements.get(id),
    edgesOf: (id) => edges.get(id) ?? [],
    listings: (netns, command) => {
      const element = elements.get(netns.id);
      const names = element?.kind === 'netns' ? [netns.name, ...element.aliases] : [netns.name];
      return names.flatMap((name) => inputs.get(inputKey(netns.node, name, command)) ?? []);
    },
  };
}

/** What Kubernetes says: the same, whichever node it was asked on. */
const CLUSTER_FACTS: ReadonlySet<FactKind> = new Set<FactKind>([
  'pods',
  'services',
  'endpointSlices',
  'nodes',
  'workloads',
  'networkPolicies',
  'ipPools',
  'ipamBlocks',
  'felixConfigurations',
]);

function edgesByEnd({ edges }: Topology): ReadonlyMap<Id, readonly TopologyEdge[]> {
  const found = new Map<Id, TopologyEdge[]>();
  for (const edge of edges) {
    for (const end of [edge.source, edge.target]) append(found, end, edge);
  }
  return found;
}

function inputsByNetns({ inputs }: Snapshot): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const { node, netns, parser, evidence } of inputs) {
    if (parser !== undefined) append(found, inputKey(node, netns, parser), evidence);
  }
  return found;
}

function inputKey(node: string, netns: string, command: string): string {
  return `${node}\n${netns}\n${command}`;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}
