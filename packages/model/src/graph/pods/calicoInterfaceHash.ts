import { HOST_NETNS } from '../../ids.ts';
import { workloadHashOf } from '../../kubernetes/calicoNames.ts';
import { elementIdOf } from '../links/linkEdge.ts';
import type { NodeIndex, PlacedLink } from '../nodeIndex.ts';
import { linkEvidence } from '../nodeIndex.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodContext, PodPlace } from './podRule.ts';

/** Calico names the host's end of a pod's veth after a hash of the pod: an exact match. */
export function calicoInterfaceHash(context: PodContext, pod: KnownPod): PodPlace | undefined {
  const hash = pod.workloadHash;
  const near = context.workloadLinks.get(hash);
  const there = near && context.names.peerNetns(near);
  if (!near || !there) return undefined;
  const pair = context.vethOf.get(elementIdOf(context, near));
  return {
    netns: there.name,
    matchedBy: 'calico-interface-hash',
    confidence: pair?.confidence ?? (there.by === 'name' ? 'proven' : 'inferred'),
    reason: `${near.link.name} is ${near.link.name.slice(0, -hash.length)} + sha1("${pod.namespace}.${pod.name}"), and its veth leads there`,
    evidence: [...pod.evidence, ...linkEvidence(near.link), ...(pair?.evidence ?? there.evidence)],
  };
}

/** The host's interfaces that may be a workload's, by the hash in their name. */
export function workloadLinks({ links }: NodeIndex): ReadonlyMap<string, PlacedLink> {
  return new Map(
    links.flatMap((placed) => {
      const hash = placed.netns === HOST_NETNS ? workloadHashOf(placed.link.name) : undefined;
      return hash === undefined ? [] : [[hash, placed] as const];
    }),
  );
}
