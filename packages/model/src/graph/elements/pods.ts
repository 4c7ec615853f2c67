import { uniqueEvidence } from '../../evidence.ts';
import { HOST_NETNS, netnsId, nodeId, podId } from '../../ids.ts';
import type { Ip } from '../../net/ip.ts';
import { isLinkLocal, prefixAddress } from '../../net/ip.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { PlacedPod } from '../pods/clusterPods.ts';
import type { PodPlace } from '../pods/podRule.ts';
import type { PodElement } from '../topology.ts';

export function podElement({ pod, place, context, node }: PlacedPod): PodElement {
  const machine = node === undefined ? undefined : nodeId(node);
  const parent = place && context ? netnsId(context.index.node.name, place.netns) : machine;
  const netns = place && context && netnsId(context.index.node.name, place.netns);
  return {
    id: podId(pod.namespace, pod.name),
    kind: 'pod',
    label: pod.name,
    namespace: pod.namespace,
    name: pod.name,
    ...(parent && { parent }),
    ...(netns && { netns }),
    ...(machine && { node: machine }),
    ...(place && { matchedBy: place.matchedBy }),
    hostNetwork: place ? place.netns === HOST_NETNS : (pod.pod?.hostNetwork ?? 'unknown'),
    addresses: pod.pod?.addresses ?? carriedAddresses(place, context),
    evidence: uniqueEvidence([...pod.evidence, ...(place?.evidence ?? [])]),
  };
}

/** The addresses in a pod's own namespace; the host's belong to the node. */
function carriedAddresses(
  place: PodPlace | undefined,
  context: GraphContext | undefined,
): readonly Ip[] {
  if (!place || !context || place.netns === HOST_NETNS) return [];
  return context.index.links
    .filter(
      ({ netns, link }) =>
        context.names.canonical(netns) === place.netns && !link.flags.includes('LOOPBACK'),
    )
    .flatMap(({ link }) => link.addresses.map(({ prefix }) => prefixAddress(prefix)))
    .filter((address) => !isLinkLocal(address));
}
