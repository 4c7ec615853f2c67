import type { GraphContext } from '../links/linkEdge.ts';
import type { TopologyEdge } from '../topology.ts';
import { calicoInterfaceHash, workloadLinks } from './calicoInterfaceHash.ts';
import { cniChainSandbox } from './cniChainSandbox.ts';
import { calicoWorkloads, cniChains } from './cniChains.ts';
import { declaredHostNetwork, noOwnWiring } from './hostNetwork.ts';
import { podAddress } from './podAddress.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodPlace, PodRule } from './podRule.ts';
import { netnsPaths, sandboxNetns } from './sandboxNetns.ts';

/** Most certain first. */
const rules: readonly PodRule[] = [
  sandboxNetns,
  calicoInterfaceHash,
  cniChainSandbox,
  declaredHostNetwork,
  podAddress,
];

/** Finds the namespace of each pod on this node. A pod that the capture does not place is absent. */
export function placePods(
  graph: GraphContext,
  pods: readonly KnownPod[],
  vethEdges: readonly TopologyEdge[],
): ReadonlyMap<KnownPod, PodPlace> {
  const context = {
    ...graph,
    vethOf: new Map(
      vethEdges.flatMap((edge) => [
        [edge.source, edge],
        [edge.target, edge],
      ]),
    ),
    netnsOfPath: netnsPaths(graph),
    workloadLinks: workloadLinks(graph.index),
    cniChains: cniChains(graph.index),
    calicoWorkloads: calicoWorkloads(graph.index),
  };
  const places = new Map<KnownPod, PodPlace>();
  for (const pod of pods) {
    for (const rule of rules) {
      const place = rule(context, pod);
      if (!place) continue;
      places.set(pod, place);
      break;
    }
  }
  // Last, since it reasons from what all the other pods occupy.
  const occupied = new Set([...places.values()].map((place) => place.netns));
  for (const pod of pods) {
    const place = places.has(pod) ? undefined : noOwnWiring(context, pod, occupied);
    if (place) places.set(pod, place);
  }
  return places;
}
