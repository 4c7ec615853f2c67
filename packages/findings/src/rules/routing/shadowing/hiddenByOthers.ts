import type { Route } from '@vethscope/model';
import {
  familyWidth,
  isLinkLocal,
  prefixAddress,
  prefixContains,
  prefixLength,
} from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import { isAlive } from '../tables/aliveRoute.ts';

/** A route to the same prefix of the same table always comes first. */
export interface HiddenByOther {
  readonly kind: 'deadEnd' | 'sameHost' | 'sameSubnet';
  readonly route: Route;
  readonly by: Route;
}

/**
 * fib_table_lookup() takes the lowest metric, and of equal ones the first listed: the second
 * interface of a subnet gets its route appended, fib_magic(). Of equal IPv6 routes any may be taken.
 */
export function hiddenByOthers(netns: Namespace): readonly HiddenByOther[] {
  const groups = new Map<string, Route[]>();
  for (const route of netns.facts.routes) {
    const { family, table, destination, tos, from = '' } = route;
    // To a part of the packets, or a route for each interface by design.
    if (table === 'local' || tos !== undefined || isEveryLinks(route)) continue;
    const key = `${family} ${table} ${destination} ${from}`;
    const group = groups.get(key);
    if (group) group.push(route);
    else groups.set(key, [route]);
  }
  return [...groups.values()].flatMap((group) => {
    // Nearly all are alone.
    if (group.length === 1) return [];
    const [first, ...others] = [...group].sort((a, b) => metricOf(a) - metricOf(b));
    if (!first || !isAlive(netns, first)) return [];
    return others.flatMap((route) => {
      const kind = kindOf(netns, first, route);
      return kind && isAlive(netns, route) ? [{ kind, route, by: first }] : [];
    });
  });
}

/** 169.254.0.0/16, fe80::/64, 224.0.0.0/4, ff00::/8 */
function isEveryLinks({ destination, type, family }: Route): boolean {
  const address = prefixAddress(destination);
  const isGroup = family === 4 ? Number(address.split('.')[0]) >= 224 : address.startsWith('ff');
  return isLinkLocal(address) || isGroup || type === 'multicast' || type === 'broadcast';
}

function metricOf({ metric, family }: Route): number {
  return metric ?? (family === 4 ? 0 : 1024);
}

function kindOf(netns: Namespace, first: Route, route: Route): HiddenByOther['kind'] | undefined {
  const isTie = metricOf(first) === metricOf(route);
  if (route.type !== 'unicast' || (isTie && route.family === 6)) return undefined;
  if (DEAD_ENDS.has(first.type)) return 'deadEnd';
  const here = onLinkDevice(route);
  const there = onLinkDevice(first);
  if (first.type !== 'unicast' || here === undefined || here === there) return undefined;
  if (prefixLength(route.destination) === familyWidth(route.family)) {
    return isSpare(first, route) ? undefined : 'sameHost';
  }
  // With a gateway either one may stand in for the other.
  const isSubnet = there !== undefined && route.protocol === 'kernel';
  return isSubnet && !hasRuleOfItsOwn(netns, here) ? 'sameSubnet' : undefined;
}

/**
 * `192.168.1.1 dev wlan0 proto dhcp scope link metric 600` beside eth0's with 100: systemd-networkd and
 * NetworkManager give each interface its route to the gateway.
 */
function isSpare(first: Route, route: Route): boolean {
  return first.metric !== undefined && metricOf(first) < metricOf(route);
}

/** `101: from 192.168.1.11 lookup 102`: what is sent from the interface's address goes by its own table. */
function hasRuleOfItsOwn(netns: Namespace, device: string): boolean {
  const addresses = netns.interfaces.get(device)?.link.addresses ?? [];
  return netns.facts.policyRules.some(
    ({ from, iif, oif }) =>
      [iif, oif].includes(device) ||
      (from !== undefined &&
        prefixLength(from) > 0 &&
        addresses.some(({ prefix }) => prefixContains(from, prefixAddress(prefix)))),
  );
}

const DEAD_ENDS: ReadonlySet<Route['type']> = new Set(['blackhole', 'unreachable', 'prohibit']);

/** `192.168.2.1 dev cali9d04617f188 scope link` */
function onLinkDevice({ nexthops }: Route): string | undefined {
  const [hop, ...others] = nexthops;
  return hop?.via === undefined && others.length === 0 ? hop?.device : undefined;
}
