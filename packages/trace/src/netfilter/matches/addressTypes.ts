import type { Ip, ListMatch, Match } from '@vethscope/model';
import { type AddressType, hasAddressType } from '../../routing/fib.ts';
import type { Test } from '../sight.ts';

type Addrtype = Extract<Match, { kind: 'addrtype' }>;

/** addrtype_mt_v1() of xt_addrtype.c. */
export function addrtypeTest(match: Addrtype): Test {
  const { sourceType, destinationType } = match;
  return ({ walk, netns, skb, in: inInterface, out }) => {
    const device = match.limitIn ? inInterface : match.limitOut ? out : undefined;
    const holds = (list: ListMatch | undefined, address: Ip): boolean => {
      if (list === undefined) return true;
      const types = list.values.filter(isAddressType);
      return hasAddressType(walk, netns, address, types, device) !== list.negated;
    };
    const { source, destination } = skb.packet;
    return holds(sourceType, source) && holds(destinationType, destination);
  };
}

const ADDRESS_TYPES: ReadonlySet<string> = new Set<AddressType>([
  ...(['UNSPEC', 'UNICAST', 'LOCAL', 'BROADCAST', 'ANYCAST', 'MULTICAST'] as const),
  ...(['BLACKHOLE', 'UNREACHABLE', 'PROHIBIT', 'THROW', 'NAT'] as const),
]);

function isAddressType(text: string): text is AddressType {
  return ADDRESS_TYPES.has(text);
}
