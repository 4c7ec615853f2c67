import { HOST_NETNS } from '../../ids.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodContext, PodPlace } from './podRule.ts';

/** Kubernetes says `hostNetwork: true`, and the pod runs on this node. */
export function declaredHostNetwork(context: PodContext, pod: KnownPod): PodPlace | undefined {
  const { node } = context.index;
  const isHere = pod.sandboxes.length > 0 || pod.pod?.node === node.name;
  if (pod.pod?.hostNetwork !== true || !isHere) return undefined;
  return {
    netns: HOST_NETNS,
    matchedBy: 'host-network',
    confidence: 'proven',
    reason: 'Kubernetes says hostNetwork: true, and the pod runs on this node',
    evidence: pod.evidence,
  };
}

/**
 * A pod whose sandbox runs here, for which neither Calico nor the CNI bridge plugin wired anything,
 * can only use the host's namespace. An inference: it needs complete rules and no other namespace
 * that the pod could be in, and it is never drawn as proven.
 */
export function noOwnWiring(
  context: PodContext,
  pod: KnownPod,
  occupied: ReadonlySet<string>,
): PodPlace | undefined {
  if (pod.sandboxes.length === 0 || pod.pod?.hostNetwork === false) return undefined;
  if (!wiringIsKnown(context, occupied) || isWired(context, pod)) return undefined;
  return {
    netns: HOST_NETNS,
    matchedBy: 'no-own-wiring',
    confidence: 'inferred',
    reason:
      "its sandbox runs here, no Calico or CNI chain is for it, and every namespace that the host's veths lead to belongs to another pod",
    evidence: pod.evidence,
  };
}

/** Whether the capture would show a pod's wiring if there were any. */
function wiringIsKnown(context: PodContext, occupied: ReadonlySet<string>): boolean {
  const { index, names } = context;
  if (!index.host?.captured.includes('links')) return false;
  if (context.calicoWorkloads.size === 0 && context.cniChains.length === 0) return false;
  return index.links.every((placed) => {
    const there = placed.netns === HOST_NETNS ? names.peerNetns(placed) : undefined;
    return !there || there.name === HOST_NETNS || occupied.has(there.name);
  });
}

function isWired(context: PodContext, pod: KnownPod): boolean {
  const hasCalico = [...context.calicoWorkloads].some((ifname) =>
    ifname.endsWith(pod.workloadHash),
  );
  const hasCni = context.cniChains.some(({ sandbox }) =>
    pod.sandboxes.some((id) => sandbox.startsWith(id)),
  );
  return hasCalico || hasCni;
}
