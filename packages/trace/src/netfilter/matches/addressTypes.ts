import type { Family, Ip, ListMatch, Match } from '@vethscope/model';
import type { Interface } from '../../network/network.ts';
import { type AddressType, addressType } from '../../routing/fib.ts';
import { addressBits } from '../addressBits.ts';
import type { Sight, Test } from '../sight.ts';

type Addrtype = Extract<Match, { kind: 'addrtype' }>;

/** addrtype_mt_v1() of xt_addrtype.c. */
export function addrtypeTest(match: Addrtype, family: Family): Test {
  const { sourceType, destinationType } = match;
  const isOf = family === 4 ? isOneOf : isAllOf;
  return (sight) => {
    const { packet } = sight.skb;
    const device = match.limitIn ? sight.in : match.limitOut ? sight.out : undefined;
    const holds = (list: ListMatch | undefined, address: Ip): boolean =>
      list === undefined || isOf(list.values, sight, address, device) !== list.negated;
    return holds(sourceType, packet.source) && holds(destinationType, packet.destination);
  };
}

/** IPv4: an address is of one type, and the list has it or not. */
function isOneOf(
  types: readonly string[],
  { walk, netns }: Sight,
  address: Ip,
  device: Interface | undefined,
): boolean {
  return types.includes(addressType(walk, netns, address, device));
}

/** match_type6(): multicast, unicast and unspecified are the address's own; one of the others is asked for. */
function isAllOf(
  types: readonly string[],
  { walk, netns }: Sight,
  address: Ip,
  device: Interface | undefined,
): boolean {
  const bits = addressBits(address);
  const isMulticast = typeof bits === 'bigint' && bits >> 120n === 0xffn;
  const isUnspecified = bits === 0n;
  if (types.includes('MULTICAST') && !isMulticast) return false;
  if (types.includes('UNICAST') && (isMulticast || isUnspecified)) return false;
  if (types.includes('UNSPEC') && !isUnspecified) return false;
  const asked = types.filter((type) => ROUTED.has(type));
  if (asked.length === 0) return true;
  return asked.includes(routedType(addressType(walk, netns, address, device)));
}

/** What match_lookup_rt6() tells apart; all that are refused are unreachable to it. */
function routedType(type: AddressType): string {
  return type === 'BLACKHOLE' || type === 'PROHIBIT' || type === 'THROW' ? 'UNREACHABLE' : type;
}

const ROUTED: ReadonlySet<string> = new Set(['ANYCAST', 'LOCAL', 'PROHIBIT', 'UNREACHABLE']);
