import type { Ip } from '@vethscope/model';
import { ipFamily, prefixAddress, prefixContains } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import type { Walk } from '../walk/walk.ts';
import type { NeighborQuery } from './answersFor.ts';
import { answersFor } from './answersFor.ts';
import { likelyToAnswer, perhapsAnswering } from './audience.ts';
import type { Reach } from './reach.ts';

/**
 * Who of those that hear it answers the question for an address. `sender`: the packet's source, where
 * that is an address of the one who asks.
 */
export function askAround(
  walk: Walk,
  device: Interface,
  address: Ip,
  sender: Ip | undefined,
  reach: Reach,
): { readonly by: Interface; readonly how: 'asked' | 'proxy' } | undefined {
  const query: NeighborQuery = { address, sender: sender ?? senderFor(device, address) };
  const answersOf = (candidates: Iterable<Interface>) =>
    [...candidates].flatMap((by) => {
      const answer = by === device ? 'none' : answersFor(walk, by, query);
      return answer === 'none' ? [] : [{ by, how: HOW[answer] }];
    });
  const likely = answersOf(likelyToAnswer(walk.network, reach, address));
  const answers = likely.length > 0 ? likely : answersOf(perhapsAnswering(reach, address));
  if (answers.length < 2) return answers[0];
  // An address that several have: the first answer that comes is taken.
  return answers[walk.choices.draw(answers.map(() => 1 / answers.length))];
}

const HOW = { own: 'asked', proxy: 'proxy' } as const;

/** arp_solicit() with arp_announce 0, for a packet from elsewhere: inet_select_addr(). */
export function senderFor(device: Interface, target: Ip): Ip | undefined {
  const family = ipFamily(target);
  const of = ({ link }: Interface) =>
    link.addresses.filter((address) => address.family === family && address.scope !== 'host');
  const own = of(device);
  const fitting = own.find(({ prefix }) => prefixContains(prefix, target));
  const chosen = fitting ?? own[0] ?? [...device.netns.interfaces.values()].flatMap(of)[0];
  return chosen && prefixAddress(chosen.prefix);
}
