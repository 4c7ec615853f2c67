import type { OrderedTable, RouteSurroundings } from '@vethscope/model';
import { countDeadEnds } from '@vethscope/model';
import { useMemo } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { FilterBox } from '../../ui/FilterBox.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { useViewState } from '../../view/viewState.ts';
import { RouteTable } from './RouteTable.tsx';
import { routesCsv } from './routesCsv.ts';
import { routeSays } from './routeText.ts';

/** So few are seen at a glance. */
const FEW = 8;

/** The tables of a family, all or the chosen one, and of their routes those that say what is asked. */
export function RouteTables(props: {
  readonly tables: readonly OrderedTable[];
  readonly around: RouteSurroundings;
}) {
  const { tables, around } = props;
  const { view } = useViewState();
  const filter = view.q ?? '';
  const chosen = tables.some(({ table }) => table === view.table) ? view.table : undefined;
  const shown = useMemo(
    () =>
      tables
        .map((table, i) => ({
          table,
          place: i + 1,
          routes: table.routes.filter((route) => routeSays(route, filter)),
        }))
        .filter(({ table }) => chosen === undefined || table.table === chosen),
    [tables, filter, chosen],
  );
  const all = tables.reduce((sum, { routes }) => sum + routes.length, 0);
  const left = shown.reduce((sum, { routes }) => sum + routes.length, 0);
  const deadEnds = useMemo(() => countDeadEnds(tables.flatMap(({ routes }) => routes)), [tables]);
  const isFiltered = filter.trim() !== '';
  const hasFilter = all > FEW || tables.length > 1 || deadEnds.length > 0 || isFiltered;
  const csv = (
    <CsvButton name="Routes" rows={() => routesCsv(shown.flatMap(({ routes }) => routes))} />
  );
  return (
    <>
      {hasFilter ? (
        <div className="flex flex-col gap-2">
          <div className="flex items-center gap-2">
            <div className="min-w-0 flex-1">
              <FilterBox
                label="Filter routes"
                placeholder="Filter routes: 10.85, dev eth0, blackhole"
              />
            </div>
            <span role="status" className="shrink-0 text-ink-3 text-xs tabular-nums">
              {left === all
                ? plural(all, 'route')
                : `${formatCount(left)} of ${plural(all, 'route')}`}
            </span>
            {csv}
          </div>
          <Choices tables={tables} deadEnds={deadEnds} chosen={chosen} filter={filter} />
        </div>
      ) : null}
      {shown.map(({ table, place, routes }) =>
        isFiltered && routes.length === 0 ? null : (
          <RouteTable
            key={table.table}
            table={table}
            routes={routes}
            place={place}
            around={around}
            aside={hasFilter || routes.length === 0 ? undefined : csv}
          />
        ),
      )}
      {isFiltered && left === 0 ? (
        <p className="text-ink-3">
          No route {chosen === undefined ? '' : `of ${chosen} `}says “{filter.trim()}”.
        </p>
      ) : null}
    </>
  );
}

/** One table alone; routes that let nothing through alone. */
function Choices(props: {
  readonly tables: readonly OrderedTable[];
  readonly deadEnds: ReturnType<typeof countDeadEnds>;
  readonly chosen: string | undefined;
  readonly filter: string;
}) {
  const { tables, deadEnds, chosen, filter } = props;
  const { setView } = useViewState();
  if (tables.length < 2 && deadEnds.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {tables.length < 2
        ? null
        : tables.map(({ table, routes }) => (
            <Choice
              key={table}
              name={table}
              label={`Table ${table} alone`}
              count={routes.length}
              isOn={table === chosen}
              onTurn={() => setView({ table: table === chosen ? undefined : table })}
            />
          ))}
      {deadEnds.map(({ type, count }) => (
        <Choice
          key={type}
          name={type}
          label={`Only ${type} routes`}
          count={count}
          isOn={filter === type}
          onTurn={() => setView({ q: filter === type ? undefined : type })}
        />
      ))}
    </div>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly onTurn: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={`${props.label}: ${plural(props.count, 'route')}`}
      aria-pressed={props.isOn}
      onClick={props.onTurn}
      className="inline-flex h-6 items-center gap-1.5 rounded-full border border-line-strong px-2 text-ink-2 text-xs hover:bg-surface-2 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
    >
      <span className="font-mono">{props.name}</span>
      <span className="tabular-nums">{formatCount(props.count)}</span>
    </button>
  );
}
