import { HOST_NETNS } from '../../ids.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodContext, PodPlace } from './podRule.ts';

/** The address that Kubernetes gives for a pod is on an interface of exactly one namespace. */
export function podAddress(context: PodContext, pod: KnownPod): PodPlace | undefined {
  // It stays in the list with its address, which another pod may have by now.
  if (ENDED.has(pod.pod?.status ?? '')) return undefined;
  for (const address of pod.pod?.addresses ?? []) {
    const carriers = context.index.linksWithAddress(address);
    const names = new Set(carriers.map(({ netns }) => context.names.canonical(netns)));
    const carrier = carriers[0];
    if (!carrier || names.size > 1) continue;
    const onHost = names.has(HOST_NETNS);
    return {
      netns: context.names.canonical(carrier.netns),
      matchedBy: onHost ? 'host-network' : 'pod-address',
      confidence: 'proven',
      reason: onHost
        ? `its address ${address} is the node's own, on ${carrier.link.name}`
        : `its address ${address} is on ${carrier.link.name} there`,
      evidence: [...pod.evidence, ...carrier.link.addresses.map((a) => a.evidence)],
    };
  }
  return undefined;
}

/** Phases, and what kubectl shows in their place. */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Completed', 'Evicted']);
