import type { Diagnostic, Evidence } from '../evidence.ts';
import { compareEvidence, compareText, uniqueEvidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import { HOST_NETNS, netnsId, nodeId, podId } from '../ids.ts';
import type { Ip } from '../net/ip.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { interfaceElements } from './elements/interfaces.ts';
import { netnsElements } from './elements/netns.ts';
import { podElement } from './elements/pods.ts';
import type { GraphContext } from './links/linkEdge.ts';
import { makeEdge } from './links/linkEdge.ts';
import { linkRules } from './links/links.ts';
import { resolveNetnsNames } from './netnsNames.ts';
import { indexNode } from './nodeIndex.ts';
import { outsideOf } from './outside.ts';
import { placePods } from './pods/placePods.ts';
import type { KnownPod } from './pods/podIndex.ts';
import { listPods } from './pods/podIndex.ts';
import type { PodPlace } from './pods/podRule.ts';
import { listServices } from './services.ts';
import type { Topology, TopologyEdge, TopologyNode } from './topology.ts';

/** Concludes from a snapshot what is there and how it hangs together. Pure and deterministic. */
export function buildTopology(snapshot: Snapshot): Topology {
  const clusterPods = snapshot.nodes.flatMap((node) => node.kubernetes.pods);
  const parts = snapshot.nodes.map((node): NodePart => {
    const index = indexNode(node);
    const context = { index, names: resolveNetnsNames(index) };
    const links = linkRules.flatMap((rule) => rule(context));
    const vethEdges = links.filter((edge) => edge.kind === 'veth');
    const pods = placePods(context, listPods(node, clusterPods), vethEdges);
    return { context, links, pods };
  });
  const places = mergePlaces(parts, listClusterPods(snapshot, clusterPods));
  const outside = parts.map((part) => outsideOf(part.context));
  const nodes = [
    ...parts.flatMap(({ context }) => nodeElements(context)),
    ...places.map(({ pod, place, part }) => podElement(pod, place, part?.context)),
    ...outside.flatMap((part) => part.elements),
  ];
  const edges = [
    ...parts.flatMap((part) => part.links),
    ...places.flatMap(podEdge),
    ...outside.flatMap((part) => part.edges),
  ];
  return {
    formatVersion: 1,
    nodes: mergeById(nodes),
    edges: mergeById(edges),
    services: listServices(snapshot.nodes, podsByAddress(places)),
    diagnostics: [...snapshot.diagnostics, ...conflicts(parts)].sort(compareDiagnostics),
  };
}

interface NodePart {
  readonly context: GraphContext;
  readonly links: readonly TopologyEdge[];
  readonly pods: ReadonlyMap<KnownPod, PodPlace>;
}

interface PlacedPod {
  readonly pod: KnownPod;
  readonly place: PodPlace | undefined;
  readonly part: NodePart | undefined;
}

function nodeElements(context: GraphContext): readonly TopologyNode[] {
  const { node } = context.index;
  const machine: TopologyNode = {
    id: nodeId(node.name),
    kind: 'node',
    label: node.name,
    evidence: node.nameEvidence ? [node.nameEvidence] : [],
  };
  return [machine, ...netnsElements(context), ...interfaceElements(context)];
}

/** Pods of every node once: with several captures each has the same Kubernetes lists. */
function listClusterPods(
  snapshot: Snapshot,
  clusterPods: Parameters<typeof listPods>[1],
): readonly KnownPod[] {
  const found = new Map<string, KnownPod>();
  for (const node of snapshot.nodes) {
    for (const pod of listPods(node, clusterPods)) {
      const key = `${pod.namespace}/${pod.name}`;
      const known = found.get(key);
      found.set(key, known ? { ...known, evidence: [...known.evidence, ...pod.evidence] } : pod);
    }
  }
  return [...found.values()];
}

function mergePlaces(parts: readonly NodePart[], pods: readonly KnownPod[]): readonly PlacedPod[] {
  const placed = new Map<string, { place: PodPlace; part: NodePart }>();
  for (const part of parts) {
    for (const [pod, place] of part.pods) {
      const key = `${pod.namespace}/${pod.name}`;
      const known = placed.get(key);
      // A pod is on one node: what is proven there outweighs what was inferred elsewhere.
      if (!known || (known.place.confidence === 'inferred' && place.confidence === 'proven')) {
        placed.set(key, { place, part });
      }
    }
  }
  return pods.map((pod) => {
    const found = placed.get(`${pod.namespace}/${pod.name}`);
    return { pod, place: found?.place, part: found?.part };
  });
}

function podEdge({ pod, place, part }: PlacedPod): readonly TopologyEdge[] {
  if (!place || !part) return [];
  return [
    makeEdge({
      kind: 'pod-netns',
      source: podId(pod.namespace, pod.name),
      target: netnsId(part.context.index.node.name, place.netns),
      confidence: place.confidence,
      reason: place.reason,
      evidence: place.evidence,
    }),
  ];
}

/** Only a pod with a namespace of its own can be told by its address: host addresses are shared. */
function podsByAddress(places: readonly PlacedPod[]): (address: Ip) => Id | undefined {
  const owners = new Map<Ip, Id>();
  for (const { pod, place, part } of places) {
    if (place?.netns === HOST_NETNS) continue;
    const id = podId(pod.namespace, pod.name);
    if (pod.pod?.hostNetwork === true) continue;
    for (const address of podElement(pod, place, part?.context).addresses) owners.set(address, id);
  }
  return (address) => owners.get(address);
}

/** The same outside thing can be seen from several interfaces or nodes: one element, all evidence. */
function mergeById<T extends { readonly id: Id; readonly evidence: readonly Evidence[] }>(
  items: readonly T[],
): readonly T[] {
  const merged = new Map<Id, T>();
  for (const item of items) {
    const evidence = [...(merged.get(item.id)?.evidence ?? []), ...item.evidence];
    merged.set(item.id, { ...item, evidence: uniqueEvidence(evidence) });
  }
  return [...merged.values()].sort((a, b) => compareText(a.id, b.id));
}

/** Two pods cannot share a namespace of their own: one of the matches is wrong. */
function conflicts(parts: readonly NodePart[]): readonly Diagnostic[] {
  return parts.flatMap(({ pods }) => {
    const byNetns = new Map<string, KnownPod[]>();
    for (const [pod, { netns }] of pods) {
      if (netns !== HOST_NETNS) byNetns.set(netns, [...(byNetns.get(netns) ?? []), pod]);
    }
    return [...byNetns].flatMap(([netns, claimants]): readonly Diagnostic[] => {
      const at = claimants[0]?.evidence[0];
      if (claimants.length < 2 || !at) return [];
      const names = claimants.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
      return [
        {
          ...at,
          severity: 'warning',
          message: `several pods match the namespace ${netns}: ${names}`,
        },
      ];
    });
  });
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareEvidence(a, b) || compareText(a.message, b.message);
}
