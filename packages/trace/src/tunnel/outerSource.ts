import type { Ip } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import { chooseSource, lookUp } from '../routing/fib.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * Source address of a packet that a tunnel without a `local` address sends: the look-up's, which is
 * not done again with it. Absent: there is no way there.
 */
export function outerSource(
  walk: Walk,
  netns: Namespace,
  draft: Omit<Packet, 'source'>,
  mark: number,
): Ip | undefined {
  const { destination } = draft;
  const answer = lookUp(walk, netns, { packet: { ...draft, source: destination }, mark });
  return chooseSource(netns, answer, destination)?.address;
}
