import type { Route } from '@vethscope/model';
import { destinationText, nexthopText, smallPrint } from './routeText.ts';
import { routeTypeLook } from './routeTypeLook.ts';

/** A route as an engineer reads it: destination, way, and the small print behind. */
export function RouteWords({ route }: { readonly route: Route }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 font-mono text-xs">
      {route.type === 'unicast' ? null : <TypeWord type={route.type} />}
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

function TypeWord({ type }: { readonly type: Route['type'] }) {
  const look = routeTypeLook(type);
  if (!look) return <span className="text-ink-2">{type}</span>;
  const Icon = look.icon;
  return (
    <span
      title={look.hint}
      className="inline-flex items-center gap-1 rounded bg-warning-soft px-1 font-semibold text-warning"
    >
      <Icon size={11} aria-hidden="true" />
      {type}
    </span>
  );
}
