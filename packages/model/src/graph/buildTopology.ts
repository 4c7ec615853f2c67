import type { Diagnostic, Evidence } from '../evidence.ts';
import { compareEvidence, compareText, uniqueEvidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import { HOST_NETNS, netnsId, nodeId, podId } from '../ids.ts';
import type { Ip } from '../net/ip.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { ClusterIndex } from './cluster/clusterIndex.ts';
import { indexCluster } from './cluster/clusterIndex.ts';
import { defaultGateways } from './cluster/gateways.ts';
import { ipipTunnels } from './cluster/ipipTunnels.ts';
import { underlayNetworks } from './cluster/networks.ts';
import { vxlanTunnels } from './cluster/vxlanTunnels.ts';
import { interfaceElements } from './elements/interfaces.ts';
import { netnsElements } from './elements/netns.ts';
import { podElement } from './elements/pods.ts';
import type { GraphContext } from './links/linkEdge.ts';
import { makeEdge } from './links/linkEdge.ts';
import { linkRules } from './links/links.ts';
import { resolveNetnsNames } from './netnsNames.ts';
import { indexNode } from './nodeIndex.ts';
import type { ClusterPlaces, PlacedPod } from './pods/clusterPods.ts';
import { placeClusterPods } from './pods/clusterPods.ts';
import type { KnownPod } from './pods/podIndex.ts';
import { indexClusterPods } from './pods/podIndex.ts';
import type { PodPlace } from './pods/podRule.ts';
import { listServices } from './services.ts';
import type { HostElement, Topology, TopologyEdge, TopologyNode } from './topology.ts';

/** Concludes from a snapshot what is there and how it hangs together. Pure and deterministic. */
export function buildTopology(snapshot: Snapshot): Topology {
  const contexts = snapshot.nodes.map((node): GraphContext => {
    const index = indexNode(node);
    return { index, names: resolveNetnsNames(index) };
  });
  const links = contexts.map((context) => linkRules.flatMap((rule) => rule(context)));
  const pods = indexClusterPods(snapshot.nodes);
  const cluster = indexCluster(
    contexts,
    [...pods.byKey.values()].flatMap(({ pod }) => pod ?? []),
  );
  const places = placeClusterPods(
    contexts.map((context, i) => ({
      context,
      vethEdges: (links[i] ?? []).filter((edge) => edge.kind === 'veth'),
    })),
    pods,
    cluster.names,
  );
  const networks = underlayNetworks(contexts);
  const gateways = defaultGateways(contexts, networks);
  const tunnels = vxlanTunnels(cluster);
  const nodes: readonly TopologyNode[] = [
    ...contexts.flatMap(nodeElements),
    ...uncapturedNodes(cluster, places),
    ...places.pods.map(podElement),
    ...[networks, gateways, tunnels].flatMap(({ elements }) => elements),
  ];
  const edges: readonly TopologyEdge[] = [
    ...links.flat(),
    ...places.pods.flatMap(podEdge),
    ...[networks, gateways, tunnels].flatMap((part) => part.edges),
    ...ipipTunnels(cluster),
  ];
  return {
    formatVersion: 1,
    nodes: mergeById(nodes),
    edges: mergeById(edges),
    services: listServices(snapshot.nodes, podsByAddress(places.pods)),
    diagnostics: [
      ...snapshot.diagnostics,
      ...networks.diagnostics,
      ...tunnels.diagnostics,
      ...places.matches.flatMap(conflicts),
    ].sort(compareDiagnostics),
  };
}

function nodeElements(context: GraphContext): readonly TopologyNode[] {
  const { node } = context.index;
  const machine: HostElement = {
    id: nodeId(node.name),
    kind: 'node',
    label: node.name,
    captured: true,
    evidence: node.nameEvidence ? [node.nameEvidence] : [],
  };
  return [machine, ...netnsElements(context), ...interfaceElements(context)];
}

/** Machines that only Kubernetes tells of. */
function uncapturedNodes(
  { names }: ClusterIndex,
  { capturedAs }: ClusterPlaces,
): readonly HostElement[] {
  return names.all
    .filter(({ name }) => capturedAs(name) === undefined)
    .map(({ name, evidence }) => ({
      id: nodeId(name),
      kind: 'node',
      label: name,
      captured: false,
      evidence: uniqueEvidence(evidence),
    }));
}

function podEdge({ pod, place, context }: PlacedPod): readonly TopologyEdge[] {
  if (!place || !context) return [];
  return [
    makeEdge({
      kind: 'pod-netns',
      source: podId(pod.namespace, pod.name),
      target: netnsId(context.index.node.name, place.netns),
      confidence: place.confidence,
      reason: place.reason,
      evidence: place.evidence,
    }),
  ];
}

/** Only a pod with a namespace of its own can be told by its address: host addresses are shared. */
function podsByAddress(places: readonly PlacedPod[]): (address: Ip) => Id | undefined {
  const owners = new Map<Ip, Id>();
  for (const placed of places) {
    const { pod, place } = placed;
    if (place?.netns === HOST_NETNS || pod.pod?.hostNetwork === true) continue;
    const id = podId(pod.namespace, pod.name);
    for (const address of podElement(placed).addresses) owners.set(address, id);
  }
  return (address) => owners.get(address);
}

/** The same outside thing can be seen from several interfaces or nodes: one element, all evidence. */
function mergeById<T extends { readonly id: Id; readonly evidence: readonly Evidence[] }>(
  items: readonly T[],
): readonly T[] {
  const first = new Map<Id, T>();
  const groups = new Map<Id, [T, ...T[]]>();
  for (const item of items) {
    const before = first.get(item.id);
    const group = groups.get(item.id);
    if (before === undefined) first.set(item.id, item);
    else if (group) group.push(item);
    else groups.set(item.id, [before, item]);
  }
  for (const [id, group] of groups) first.set(id, mergeGroup(group));
  return [...first.values()].sort((a, b) => compareText(a.id, b.id));
}

/** What one of them proves is not made doubtful by what others only suggest. */
function mergeGroup<T extends { readonly id: Id; readonly evidence: readonly Evidence[] }>(
  group: readonly [T, ...T[]],
): T {
  const kept = group.findLast(isProven) ?? group.at(-1) ?? group[0];
  return { ...kept, evidence: uniqueEvidence(group.flatMap((item) => item.evidence)) };
}

function isProven(item: object): boolean {
  return 'confidence' in item && item.confidence === 'proven';
}

/** Two pods cannot share a namespace of their own: one of the matches is wrong. */
function conflicts(matches: ReadonlyMap<KnownPod, PodPlace>): readonly Diagnostic[] {
  const byNetns = new Map<string, KnownPod[]>();
  for (const [pod, { netns }] of matches) {
    if (netns !== HOST_NETNS) byNetns.set(netns, [...(byNetns.get(netns) ?? []), pod]);
  }
  return [...byNetns].flatMap(([netns, claimants]): readonly Diagnostic[] => {
    const at = claimants[0]?.evidence[0];
    if (claimants.length < 2 || !at) return [];
    const names = claimants.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
    const message = `several pods match the namespace ${netns}: ${names}`;
    return [{ ...at, severity: 'warning', message }];
  });
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareEvidence(a, b) || compareText(a.message, b.message);
}
