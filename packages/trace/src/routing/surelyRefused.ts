import type { Namespace, Network } from '../network/network.ts';
import type { ReversePathStep } from '../step.ts';
import { explore } from '../walk/explore.ts';
import type { Skb } from '../walk/skb.ts';
import { startWalk } from '../walk/walk.ts';
import { checkSource } from './checkSource.ts';

/**
 * Whether a packet is refused for where it comes from, and for one reason, however what the capture
 * leaves open turns out. Absent: it is let in, or may be.
 */
export function surelyRefused(
  network: Network,
  netns: Namespace,
  skb: Skb,
): ReversePathStep | undefined {
  const ends = explore({
    run: (choices) => checkSource(startWalk(network, choices), netns, { ...skb }),
    keyOf: (step) => step?.reason ?? '',
    beyondLimit: () => undefined,
    limit: 32,
  });
  const first = ends[0]?.result;
  return ends.every(({ result }) => result?.reason === first?.reason) ? first : undefined;
}
