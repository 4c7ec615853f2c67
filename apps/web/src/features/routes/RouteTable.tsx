import type { OrderedTable, Route, RouteSurroundings } from '@vethscope/model';
import { describePolicyRule, explainRoute } from '@vethscope/model';
import { type ReactNode, useMemo } from 'react';
import { RowList } from '../../ui/RowList.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { RouteMeaningText } from './RouteMeaningText.tsx';
import { RouteWords } from './RouteWords.tsx';

/** So many are a list of their own that scrolls: only what is in sight is drawn. */
const MANY = 60;
const ROW_HEIGHT = 51;

/** One routing table: its place in the look-up, what asks it, and each route with its meaning. */
export function RouteTable(props: {
  readonly table: OrderedTable;
  /** Those of its routes that the filter leaves. */
  readonly routes: readonly Route[];
  readonly place: number;
  readonly around: RouteSurroundings;
  readonly aside: ReactNode;
}) {
  const { table, routes, place, around, aside } = props;
  return (
    <section aria-label={`Table ${table.table}`} className="flex flex-col gap-1.5">
      <header className="flex items-start">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <h3 className="font-semibold text-ink">
            {table.asked === 'unasked' ? '' : `${place}. `}
            <span className="font-mono">{table.table}</span>
          </h3>
          <p className="text-xs text-ink-3">{askedBy(table)}</p>
        </div>
        {aside}
      </header>
      {routes.length === 0 ? (
        <p className="text-ink-3">No routes in this table.</p>
      ) : (
        <Routes label={`Routes of ${table.table}`} routes={routes} around={around} />
      )}
    </section>
  );
}

function Routes(props: {
  readonly label: string;
  readonly routes: readonly Route[];
  readonly around: RouteSurroundings;
}) {
  const { label, routes, around } = props;
  const rows = useMemo(() => routes.map((route) => ({ key: keyOf(route), route })), [routes]);
  if (rows.length > MANY) {
    return (
      <div className="flex h-[60vh] min-h-64 flex-col overflow-hidden rounded-md border border-line bg-surface">
        <RowList
          label={label}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          render={({ route }) => <RouteRow route={route} around={around} />}
        />
      </div>
    );
  }
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
      {rows.map(({ key, route }) => (
        <li key={key}>
          <RouteRow route={route} around={around} />
        </li>
      ))}
    </ul>
  );
}

function keyOf({ evidence }: Route): string {
  return `${evidence.file}:${evidence.line}`;
}

function RouteRow(props: { readonly route: Route; readonly around: RouteSurroundings }) {
  const { route, around } = props;
  return (
    <div className="flex items-start gap-2 px-2.5 py-1.5">
      <div className="min-w-0 flex-1">
        <RouteWords route={route} />
        <RouteMeaningText meaning={explainRoute(route, around)} />
      </div>
      <SourceLink evidence={route.evidence} of={`the route to ${route.destination}`} />
    </div>
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
