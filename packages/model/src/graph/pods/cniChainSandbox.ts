import { HOST_NETNS } from '../../ids.ts';
import { prefixAddress } from '../../net/ip.ts';
import type { KnownPod } from './podIndex.ts';
import type { PodContext, PodPlace } from './podRule.ts';

/**
 * The CNI bridge plugin's masquerading rule for a pod: its comment names the sandbox, whose pod
 * crictl tells; its source is the pod's address, which an interface in the namespace carries.
 */
export function cniChainSandbox(context: PodContext, pod: KnownPod): PodPlace | undefined {
  for (const chain of context.cniChains) {
    if (!pod.sandboxes.some((id) => chain.sandbox.startsWith(id))) continue;
    const carriers = context.index
      .linksWithAddress(chain.address)
      .filter(({ netns }) => netns !== HOST_NETNS);
    const carrier = carriers[0];
    if (!carrier || carriers.some(({ netns }) => netns !== carrier.netns)) continue;
    const address = carrier.link.addresses.find((a) => prefixAddress(a.prefix) === chain.address);
    return {
      netns: context.names.canonical(carrier.netns),
      matchedBy: 'cni-chain-sandbox',
      confidence: 'proven',
      reason: `${chain.name} is for sandbox ${chain.sandbox.slice(0, 13)}, which crictl lists as this pod's; its source ${chain.address} is on ${carrier.link.name} there`,
      evidence: [...pod.evidence, chain.evidence, address?.evidence ?? carrier.link.evidence],
    };
  }
  return undefined;
}
