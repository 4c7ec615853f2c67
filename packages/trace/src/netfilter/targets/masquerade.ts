import type { Target } from '@vethscope/model';
import { sourceForInterface } from '../../routing/fib.ts';
import type { RulePlace } from '../chains/rulePlace.ts';
import { type Translated, translate } from './translate.ts';

/** nf_nat_masquerade_ipv4(), nf_nat_masquerade_ipv6(): from an address of the outgoing interface. */
export function masquerade(
  place: RulePlace,
  { ports, random, randomFully }: Extract<Target, { kind: 'masquerade' }>,
): Translated {
  const { sight } = place;
  const { netns, out, skb } = sight;
  const { family, destination } = skb.packet;
  // Who has several addresses takes the one that fits the next hop; with IPv6, the destination.
  const towards = (family === 4 ? skb.nexthop : undefined) ?? destination;
  if (!netns.knows('addresses')) {
    return { kind: 'unknown', because: `addresses of ${netns.id} were not captured` };
  }
  const address = out && sourceForInterface(netns, out, towards)?.address;
  if (address === undefined) {
    return { kind: 'noAddress', because: `${out?.name ?? 'the device'} has no address` };
  }
  return translate(place, 'source', {
    range: { from: address, ...(ports && { ports }) },
    random,
    randomFully,
  });
}
