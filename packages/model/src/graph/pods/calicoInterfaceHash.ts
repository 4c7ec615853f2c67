import { HOST_NETNS } from '../../ids.ts';
import { calicoWorkloadHash, workloadHashOf } from '../../kubernetes/calicoNames.ts';
import { elementIdOf } from '../links/linkEdge.ts';
import { linkEvidence } from '../nodeIndex.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodContext, PodPlace } from './podRule.ts';

/** Calico names the host's end of a pod's veth after a hash of the pod: an exact match. */
export function calicoInterfaceHash(context: PodContext, pod: KnownPod): PodPlace | undefined {
  const hash = calicoWorkloadHash(pod.namespace, pod.name);
  const near = context.index.links.find(
    ({ netns, link }) => netns === HOST_NETNS && workloadHashOf(link.name) === hash,
  );
  const there = near && context.names.peerNetns(near);
  if (!near || !there) return undefined;
  const id = elementIdOf(context, near);
  const pair = context.vethEdges.find(({ source, target }) => source === id || target === id);
  return {
    netns: there.name,
    matchedBy: 'calico-interface-hash',
    confidence: pair?.confidence ?? (there.by === 'name' ? 'proven' : 'inferred'),
    reason: `${near.link.name} is ${near.link.name.slice(0, -hash.length)} + sha1("${pod.namespace}.${pod.name}"), and its veth leads there`,
    evidence: [...pod.evidence, ...linkEvidence(near.link), ...(pair?.evidence ?? there.evidence)],
  };
}
