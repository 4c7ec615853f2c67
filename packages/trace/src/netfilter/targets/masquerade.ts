import type { InterfaceAddress, Ip, Target } from '@vethscope/model';
import { prefixAddress, prefixContains } from '@vethscope/model';
import type { Interface, Namespace } from '../../network/network.ts';
import { chooseSource, lookUp } from '../../routing/fib.ts';
import type { RulePlace } from '../chains/rulePlace.ts';
import type { Sight } from '../sight.ts';
import { type Translated, translate } from './translate.ts';

/** nf_nat_masquerade_ipv4(), nf_nat_masquerade_ipv6(): from an address of the outgoing interface. */
export function masquerade(
  place: RulePlace,
  { ports, random, randomFully }: Extract<Target, { kind: 'masquerade' }>,
): Translated {
  const { sight, table } = place;
  const { netns, out } = sight;
  if (!netns.knows('addresses')) {
    return { kind: 'unknown', because: `addresses of ${netns.id} were not captured` };
  }
  const address = out && (table.family === 4 ? selectAddress(sight, out) : select6(sight, out));
  if (address === undefined) {
    return { kind: 'noAddress', because: `${out?.name ?? 'the device'} has no address` };
  }
  return translate(place, 'source', {
    range: { from: address, ...(ports && { ports }) },
    random,
    randomFully,
  });
}

/**
 * inet_select_addr(): the primary address in one subnet with the next hop, else the interface's
 * first, else the first of any other interface.
 */
function selectAddress(sight: Sight, out: Interface): Ip | undefined {
  const [first, ...more] = primaryAddresses(out);
  if (first)
    return prefixAddress((more.length === 0 ? first : onLink(sight, [first, ...more])).prefix);
  const [other] = byIfindex(sight.netns).flatMap(primaryAddresses);
  return other && prefixAddress(other.prefix);
}

/** In ifa_list's order, which is that of `ip addr`. */
function primaryAddresses({ link }: Interface): readonly InterfaceAddress[] {
  return link.addresses.filter(
    ({ family, scope, flags }) =>
      family === 4 && (scope ?? 'global') === 'global' && !flags.includes('secondary'),
  );
}

function onLink(
  { walk, netns, skb }: Sight,
  addresses: readonly [InterfaceAddress, ...InterfaceAddress[]],
): InterfaceAddress {
  const { packet, mark, inInterface } = skb;
  const answer = lookUp(walk, netns, {
    packet,
    source: packet.source,
    mark,
    ...(inInterface && { inInterface }),
  });
  const nexthop = ('via' in answer ? answer.via : undefined) ?? packet.destination;
  return addresses.find(({ prefix }) => prefixContains(prefix, nexthop)) ?? addresses[0];
}

function byIfindex({ interfaces }: Namespace): readonly Interface[] {
  return [...interfaces.values()].sort((a, b) => a.link.ifindex - b.link.ifindex);
}

/** ipv6_dev_get_saddr(): RFC 6724, as for what is sent from here by that interface. */
function select6({ walk, netns, skb }: Sight, out: Interface): Ip | undefined {
  const { destination } = skb.packet;
  const step = { kind: 'route', destination, result: 'unicast', evidence: [] } as const;
  return chooseSource(walk, netns, { step, result: 'unicast', device: out }, destination)?.address;
}
