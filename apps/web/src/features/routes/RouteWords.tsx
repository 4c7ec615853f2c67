import type { Nexthop, Route } from '@vethscope/model';
import { defaultPrefix } from '@vethscope/model';

/** A route as an engineer reads it: destination, way, and the small print behind. */
export function RouteWords({ route }: { readonly route: Route }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 font-mono text-xs">
      {route.type === 'unicast' ? null : (
        <span className={endsHere(route) ? 'font-semibold text-warning' : 'text-ink-2'}>
          {route.type}
        </span>
      )}
      <span className="text-[13px] font-semibold text-ink">{destinationText(route)}</span>
      {route.nexthops.map((hop) => (
        <span key={`${hop.via}-${hop.device}`} className="text-ink-2">
          {nexthopText(hop)}
        </span>
      ))}
      <span className="text-ink-3">{smallPrint(route)}</span>
    </p>
  );
}

function destinationText(route: Route): string {
  if (route.destination === defaultPrefix(route.family)) return 'default';
  return route.destination.replace(/\/(32|128)$/, '');
}

function nexthopText({ via, device, weight, flags }: Nexthop): string {
  const parts = [
    via === undefined ? '' : `via ${via}`,
    device === undefined ? '' : `dev ${device}`,
    weight === undefined || weight === 1 ? '' : `weight ${weight}`,
    ...flags,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function smallPrint(route: Route): string {
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

function endsHere({ type }: Route): boolean {
  return type === 'blackhole' || type === 'unreachable' || type === 'prohibit';
}
