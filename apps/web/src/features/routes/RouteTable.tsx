import type { OrderedTable, Route, RouteSurroundings } from '@vethscope/model';
import { describePolicyRule, explainRoute } from '@vethscope/model';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { RouteMeaningText } from './RouteMeaningText.tsx';
import { RouteWords } from './RouteWords.tsx';

/** One routing table: its place in the look-up, what asks it, and each route with its meaning. */
export function RouteTable(props: {
  readonly table: OrderedTable;
  readonly place: number;
  readonly around: RouteSurroundings;
}) {
  const { table, place, around } = props;
  return (
    <section aria-label={`Table ${table.table}`} className="flex flex-col gap-1.5">
      <header className="flex flex-wrap items-baseline gap-x-2">
        <h3 className="font-semibold text-ink">
          {table.asked === 'unasked' ? '' : `${place}. `}
          <span className="font-mono">{table.table}</span>
        </h3>
        <p className="text-xs text-ink-3">{askedBy(table)}</p>
      </header>
      {table.routes.length === 0 ? (
        <p className="text-ink-3">No routes in this table.</p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
          {table.routes.map((route) => (
            <RouteRow
              key={`${route.evidence.file}:${route.evidence.line}`}
              route={route}
              around={around}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function RouteRow(props: { readonly route: Route; readonly around: RouteSurroundings }) {
  const { route, around } = props;
  return (
    <li className="flex items-start gap-2 px-2.5 py-1.5">
      <div className="min-w-0 flex-1">
        <RouteWords route={route} />
        <RouteMeaningText meaning={explainRoute(route, around)} />
      </div>
      <SourceLink evidence={route.evidence} of={`the route to ${route.destination}`} />
    </li>
  );
}

function askedBy(table: OrderedTable): string {
  switch (table.asked) {
    case 'rule':
      return table.rules
        .map((rule) => `rule ${rule.priority}, ${describePolicyRule(rule)}`)
        .join('; ');
    case 'assumed':
      return "the kernel's default order; policy rules were not captured";
    case 'unasked':
      return 'no captured rule asks this table';
  }
}
