import type { KubeNodeNames } from '../cluster/kubeNodeNames.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { TopologyEdge } from '../topology.ts';
import { placePods } from './placePods.ts';
import type { ClusterPods, KnownPod } from './podIndex.ts';
import { podKey, runningPods } from './podIndex.ts';
import type { PodPlace } from './podRule.ts';

/** A pod of the cluster: where it lives, or at least which machine it runs on. */
export interface PlacedPod {
  readonly pod: KnownPod;
  readonly place?: PodPlace;
  /** The captured node of `place`. */
  readonly context?: GraphContext;
  /** The machine's name, as ids have it. Absent: nothing tells. */
  readonly node?: string;
}

export interface WiredNode {
  readonly context: GraphContext;
  readonly vethEdges: readonly TopologyEdge[];
}

/** Every pod of the cluster once, in the order in which the lists name them. */
export interface ClusterPlaces {
  readonly pods: readonly PlacedPod[];
  /** Per node what was matched there, for what contradicts itself. */
  readonly matches: readonly ReadonlyMap<KnownPod, PodPlace>[];
  /** The captured node that Kubernetes calls so, by its names or by the pods found on it. */
  readonly capturedAs: (kubeName: string) => string | undefined;
}

export function placeClusterPods(
  nodes: readonly WiredNode[],
  cluster: ClusterPods,
  names: KubeNodeNames,
): ClusterPlaces {
  const running = nodes.map(({ context }) => runningPods(context.index.node, cluster));
  const byNode = podsByNode(cluster, names);
  const matches = nodes.map(({ context, vethEdges }, i) => {
    const candidates = candidatesFor(context, byNode, running[i] ?? new Map(), names);
    return placePods(context, candidates, vethEdges);
  });
  const found = new Map<string, { place: PodPlace; context: GraphContext }>();
  for (const [i, { context }] of nodes.entries()) {
    for (const [pod, place] of matches[i] ?? []) {
      const known = found.get(podKey(pod));
      // A pod is on one node: what is proven there outweighs what was inferred elsewhere.
      if (!known || (known.place.confidence === 'inferred' && place.confidence === 'proven')) {
        found.set(podKey(pod), { place, context });
      }
    }
  }
  const all = allPods(cluster, running);
  const capturedAs = learnNames(all, found, names);
  const pods = all.map((pod): PlacedPod => {
    const placed = found.get(podKey(pod));
    const kubeName = pod.pod?.node;
    const node =
      placed?.context.index.node.name ??
      (kubeName === undefined ? undefined : (capturedAs(kubeName) ?? kubeName));
    return { pod, ...placed, ...(node !== undefined && { node }) };
  });
  return { pods, matches, capturedAs };
}

/** The pods of the Kubernetes lists by what those say of where they run. */
interface PodsByNode {
  readonly of: (node: string) => readonly KnownPod[];
  /** On machines that no captured node is known to be. */
  readonly elsewhere: readonly KnownPod[];
  /** Nothing tells. */
  readonly anywhere: readonly KnownPod[];
}

function podsByNode(cluster: ClusterPods, names: KubeNodeNames): PodsByNode {
  const found = new Map<string, KnownPod[]>();
  const elsewhere: KnownPod[] = [];
  const anywhere: KnownPod[] = [];
  for (const known of cluster.byKey.values()) {
    const kubeName = known.pod?.node;
    const node = kubeName === undefined ? undefined : names.capturedAs(kubeName);
    const own = node === undefined ? undefined : (found.get(node) ?? []);
    if (node !== undefined && own) found.set(node, own);
    (own ?? (kubeName === undefined ? anywhere : elsewhere)).push(known);
  }
  return { of: (node) => found.get(node) ?? [], elsewhere, anywhere };
}

/**
 * Pods that may live on a node. Not those of which Kubernetes says that they run on another one: an
 * address of cni0's range is on every node.
 */
function candidatesFor(
  { index }: GraphContext,
  byNode: PodsByNode,
  running: ReadonlyMap<string, KnownPod>,
  names: KubeNodeNames,
): readonly KnownPod[] {
  const here = index.node.name;
  const listed = [
    ...byNode.of(here),
    ...(names.isNamed(here) ? [] : byNode.elsewhere),
    ...byNode.anywhere,
  ];
  return [...listed.filter((pod) => !running.has(podKey(pod))), ...running.values()];
}

/** Those of the lists first, then those that only a runtime knows; with everybody's lines. */
function allPods(
  cluster: ClusterPods,
  running: readonly ReadonlyMap<string, KnownPod>[],
): readonly KnownPod[] {
  const all = new Map(cluster.byKey);
  for (const [key, pod] of running.flatMap((pods) => [...pods])) {
    const known = all.get(key);
    all.set(key, known ? { ...pod, evidence: [...known.evidence, ...pod.evidence] } : pod);
  }
  return [...all.values()];
}

/** A pod that is proven to live on a captured node tells what Kubernetes calls that node. */
function learnNames(
  pods: readonly KnownPod[],
  found: ReadonlyMap<string, { readonly place: PodPlace; readonly context: GraphContext }>,
  names: KubeNodeNames,
): (kubeName: string) => string | undefined {
  const learned = new Map<string, string>();
  for (const pod of pods) {
    const placed = found.get(podKey(pod));
    const kubeName = pod.pod?.node;
    if (kubeName === undefined || placed?.place.confidence !== 'proven') continue;
    if (!learned.has(kubeName)) learned.set(kubeName, placed.context.index.node.name);
  }
  return (kubeName) => names.capturedAs(kubeName) ?? learned.get(kubeName);
}
