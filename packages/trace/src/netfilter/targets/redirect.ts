import type { Ip, Target } from '@vethscope/model';
import { parseIp, prefixAddress } from '@vethscope/model';
import type { Interface } from '../../network/network.ts';
import type { RulePlace } from '../chains/rulePlace.ts';
import { type Translated, translate } from './translate.ts';

/** nf_nat_redirect_ipv4(), nf_nat_redirect_ipv6(): to this node's own address. */
export function redirect(
  place: RulePlace,
  { ports, random }: Extract<Target, { kind: 'redirect' }>,
): Translated {
  const { hook, in: device, netns } = place.sight;
  const own = hook === 'OUTPUT' ? loopback(place) : device && firstAddress(place, device);
  if (own === undefined) {
    return netns.knows('addresses')
      ? { kind: 'noAddress', because: `${device?.name ?? 'the device'} has no address` }
      : { kind: 'unknown', because: `addresses of ${netns.id} were not captured` };
  }
  return translate(place, 'destination', { range: { from: own, ...(ports && { ports }) }, random });
}

function loopback({ table }: RulePlace): Ip | undefined {
  return parseIp(table.family === 4 ? '127.0.0.1' : '::1');
}

/** The first that is listed; for packets to a link-local address of IPv6, the first such. */
function firstAddress({ sight, table }: RulePlace, { link }: Interface): Ip | undefined {
  const isToLinkLocal = sight.skb.packet.destination.startsWith('fe80:');
  const found = link.addresses.find(
    ({ family, scope, flags }) =>
      family === table.family &&
      (family === 4 || !isToLinkLocal || scope === 'link') &&
      !flags.includes('tentative') &&
      !flags.includes('dadfailed'),
  );
  return found && prefixAddress(found.prefix);
}
