import type { Nexthop, Route } from '@vethscope/model';
import { defaultPrefix } from '@vethscope/model';

/** `default`, `10.85.0.0/16`, `192.168.2.1`: as `ip route` prints it. */
export function destinationText(route: Route): string {
  if (route.destination === defaultPrefix(route.family)) return 'default';
  return route.destination.replace(/\/(32|128)$/, '');
}

/** `via 10.0.0.1 dev eth0`. */
export function nexthopText({ via, device, weight, flags }: Nexthop): string {
  const parts = [
    via === undefined ? '' : `via ${via}`,
    device === undefined ? '' : `dev ${device}`,
    weight === undefined || weight === 1 ? '' : `weight ${weight}`,
    ...flags,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** `proto kernel scope link src 10.0.0.11`: all that stands behind destination and way. */
export function smallPrint(route: Route): string {
  const { protocol, scope, preferredSource, metric, mtu, flags, attributes } = route;
  const parts = [
    protocol === undefined ? '' : `proto ${protocol}`,
    scope === undefined ? '' : `scope ${scope}`,
    preferredSource === undefined ? '' : `src ${preferredSource}`,
    metric === undefined ? '' : `metric ${metric}`,
    mtu === undefined ? '' : `mtu ${mtu}`,
    ...flags,
    ...Object.entries(attributes).map(([name, value]) => `${name} ${value}`),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Whether a route says all of the words, in any order; its destination also with its length. */
export function routeSays(route: Route, filter: string): boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const text = [
    route.type,
    destinationText(route),
    route.destination,
    ...route.nexthops.map(nexthopText),
    smallPrint(route),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
