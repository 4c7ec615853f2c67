import { bareHost } from '../../snapshot/formatWords.ts';
import type { Nexthop, Route } from '../../snapshot/route.ts';
import { type RecordEntry, word } from '../recordEntry.ts';

/** Words that count time: `expires 1790sec` of routes that a router announces. */
const TIMERS: ReadonlySet<string> = new Set(['expires', 'age', 'used', 'users']);

/**
 * A route as `ip route` prints it. Destination, source, type of service and metric name it in its
 * table: the kernel takes no second one of these.
 */
export function routeEntry(route: Route): RecordEntry {
  const { family, table, destination, from, tos, metric } = route;
  const main = family === 4 ? 'routes4' : 'routes6';
  return {
    kind: 'route',
    settledBy: table === 'main' ? main : family === 4 ? 'allTables4' : 'allTables6',
    place: `IPv${family} table ${table}`,
    key: [destination, from ?? '', tos ?? '', metric ?? ''].join(' '),
    head: '',
    facts: { route: routeText(route) },
    evidence: [route.evidence],
  };
}

/** `blackhole 10.9.0.0/16 proto bird`, `default via 10.0.0.1 dev eth0 proto dhcp metric 100`. */
function routeText(route: Route): string {
  const { type, destination, from, tos, nexthops, protocol, scope, preferredSource } = route;
  const [only, ...more] = nexthops;
  const isDefault = destination === '0.0.0.0/0' || destination === '::/0';
  return [
    type === 'unicast' ? undefined : type,
    isDefault ? 'default' : bareHost(destination),
    word('from', from),
    word('tos', tos),
    ...(only && more.length === 0 ? [nexthopText(only)] : []),
    word('proto', protocol),
    word('scope', scope),
    word('src', preferredSource),
    word('metric', route.metric),
    word('mtu', route.mtu),
    ...route.flags,
    ...Object.entries(route.attributes).flatMap(([name, value]) =>
      TIMERS.has(name) ? [] : [`${name} ${value}`.trimEnd()],
    ),
    ...(more.length > 0 ? nexthops.map((hop) => `nexthop ${nexthopText(hop)}`) : []),
    // The id of an object; where the way it stands for is printed, that says it.
    nexthops.length === 0 ? word('nhid', route.nexthopId) : undefined,
  ]
    .filter((text) => text !== undefined && text !== '')
    .join(' ');
}

function nexthopText({ via, device, weight, flags }: Nexthop): string {
  return [word('via', via), word('dev', device), word('weight', weight), ...flags]
    .filter((text) => text !== undefined)
    .join(' ');
}
