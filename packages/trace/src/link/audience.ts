import type { Family, Ip } from '@vethscope/model';
import { ipFamily } from '@vethscope/model';
import type { Interface, Namespace, Network } from '../network/network.ts';
import { eitherSetting, type Switch, switchOf } from '../network/sysctls.ts';
import { hasMoreLocal } from './answersFor.ts';
import { hasProxyEntries } from './neighborTable.ts';
import type { Reach } from './reach.ts';

/** Those that hear a question, by why they may answer it: a link may have hundreds of others. */
interface Audience {
  readonly byNetns: ReadonlyMap<Namespace, readonly Interface[]>;
  /** Whatever is asked for: proxies, and who answers for more than its interfaces' addresses. */
  readonly always: Readonly<Record<Family, readonly Interface[]>>;
  /** The capture does not tell whether they are proxies. */
  readonly perhaps: Readonly<Record<Family, readonly Interface[]>>;
}

/** Who has the address or is known to act as a proxy: worth a look-up each. */
export function likelyToAnswer(network: Network, reach: Reach, address: Ip): Set<Interface> {
  const { byNetns, always } = audienceOf(reach);
  const family = ipFamily(address);
  const owners = network.owners(address);
  // IPv4: any interface answers for an address of its namespace; IPv6: only the one that has it.
  const having =
    family === 4
      ? owners.flatMap(({ netns }) => byNetns.get(netns) ?? [])
      : owners.filter((owner) => byNetns.get(owner.netns)?.includes(owner));
  return new Set([...having, ...always[family]]);
}

/** Of whom the capture does not tell whether they are proxies. */
export function perhapsAnswering(reach: Reach, address: Ip): readonly Interface[] {
  return audienceOf(reach).perhaps[ipFamily(address)];
}

const audiences = new WeakMap<Reach, Audience>();

function audienceOf(reach: Reach): Audience {
  const known = audiences.get(reach);
  if (known) return known;
  const byNetns = new Map<Namespace, Interface[]>();
  for (const end of reach.ends) {
    const ends = byNetns.get(end.netns);
    if (ends) ends.push(end);
    else byNetns.set(end.netns, [end]);
  }
  const proxies = reach.ends.map((end) => ({ end, 4: proxiesArp(end), 6: proxiesNdp(end) }));
  const those = (family: Family, answer: 'on' | 'unknown') =>
    proxies.filter((proxy) => proxy[family] === answer).map(({ end }) => end);
  const audience: Audience = {
    byNetns,
    always: { 4: those(4, 'on'), 6: those(6, 'on') },
    perhaps: { 4: those(4, 'unknown'), 6: those(6, 'unknown') },
  };
  audiences.set(reach, audience);
  return audience;
}

function proxiesArp(end: Interface): Switch {
  const settings = ['proxy_arp', 'proxy_arp_pvlan'].map((name) =>
    switchOf(eitherSetting(end, 4, name)),
  );
  if (settings.includes('on') || hasMoreLocal(end.netns) || hasProxyEntries(end)) return 'on';
  return settings[0] ?? 'unknown';
}

function proxiesNdp(end: Interface): Switch {
  return hasProxyEntries(end) ? 'on' : switchOf(eitherSetting(end, 6, 'proxy_ndp'));
}
