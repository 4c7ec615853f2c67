import { useVirtualizer } from '@tanstack/react-virtual';
import type { Evidence } from '@vethscope/model';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { lineOf } from '../view/lineOf.ts';
import { CsvButton } from './CsvButton.tsx';
import { FilterInput } from './FilterInput.tsx';
import { filterRows } from './filterRows.ts';
import { formatCount } from './format.ts';
import { SourceLink } from './SourceLink.tsx';
import { type SortedBy, sortRows } from './sortRows.ts';
import { Term } from './Tooltip.tsx';
import { tableCsv } from './tableCsv.ts';

export interface Column<Row> {
  readonly title: string;
  /** What the title means, where it is jargon. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  /** The same in plain words, for a file and the filter. */
  readonly text: (row: Row) => string;
  /** What rows are sorted by; a column without it cannot be. */
  readonly order?: (row: Row) => string | number;
  readonly className?: string;
}

interface Source {
  readonly evidence: Evidence | readonly Evidence[];
  readonly of: string;
}

/** So few rows are there at once, without a box that scrolls. */
const FEW = 40;
/** So few need no filter. */
const AT_A_GLANCE = 8;
const ROW_HEIGHT = 29;

/** A table that stays quick at 50,000 rows: sorted by its headings, filtered by what rows say. */
export function DataTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What proves a row, and what it is, `port veth1`: the last column. */
  readonly source?: (row: Row) => Source;
}) {
  const { label, rows, source } = props;
  const [filter, setFilter] = useState('');
  const [sorted, setSorted] = useState<SortedBy>();
  const shown = useMemo(() => {
    // Not by what proves them: the name of a file fits all rows.
    const fitting = filterRows(rows, props.columns, filter);
    const order = props.columns.find(({ title }) => title === sorted?.title)?.order;
    return sorted && order ? sortRows(fitting, order, sorted.direction) : fitting;
  }, [rows, filter, props.columns, sorted]);
  const columns = source ? [...props.columns, sourceColumn(source)] : props.columns;
  const hasFilter = rows.length > AT_A_GLANCE;
  const head = (
    <thead className="sticky top-0 z-10 bg-surface">
      <tr className="border-line border-b">
        {columns.map((column) => (
          <Heading
            key={column.title}
            column={column}
            isSortable={rows.length > 1}
            hasFilter={hasFilter}
            sorted={sorted?.title === column.title ? sorted.direction : undefined}
            onSort={setSorted}
          />
        ))}
      </tr>
    </thead>
  );
  return (
    <div className="relative">
      {hasFilter ? (
        <div className="mb-1.5 flex items-center gap-2">
          <FilterInput label={`Filter: ${label}`} value={filter} onChange={setFilter} />
          <span role="status" className="shrink-0 text-ink-3 text-xs tabular-nums">
            {shown.length === rows.length
              ? formatCount(rows.length)
              : `${formatCount(shown.length)} of ${formatCount(rows.length)}`}
          </span>
          <CsvButton
            name={label}
            rows={() => tableCsv(columns, shown)}
            className="!size-6 text-ink-3"
          />
        </div>
      ) : (
        <TableCsv label={label} columns={columns} rows={shown} />
      )}
      <Body {...props} columns={columns} rows={shown} head={head} />
    </div>
  );
}

function sourceColumn<Row>(source: (row: Row) => Source): Column<Row> {
  return {
    title: 'Source',
    className: 'w-px',
    text: (row) => lineOf(source(row).evidence),
    cell: (row) => <SourceLink {...source(row)} />,
  };
}

/** At the end of a table's head, whose last cell leaves it room: it costs no line. */
function TableCsv<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}) {
  return (
    <CsvButton
      name={props.label}
      rows={() => tableCsv(props.columns, props.rows)}
      className="!size-5 absolute top-0.5 right-0 z-20 bg-surface text-ink-3 [&_svg]:size-3.5"
    />
  );
}

function Body<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly head: ReactNode;
}) {
  const { rows, columns } = props;
  const scroller = useRef<HTMLElement>(null);
  const isLong = rows.length > FEW;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const rowAt = (i: number) => {
    const row = rows[i];
    return (
      row && (
        <tr
          key={props.keyOf(row)}
          {...(isLong && { ref: virtual.measureElement, 'data-index': i, 'aria-rowindex': i + 2 })}
          className="border-line border-b align-top last:border-b-0 hover:bg-surface-2"
        >
          {columns.map(({ title, cell, className = '' }) => (
            <td key={title} className={`py-1 pr-3 last:pr-0 ${className}`}>
              {cell(row)}
            </td>
          ))}
        </tr>
      )
    );
  };
  return (
    <section
      ref={scroller}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it
      tabIndex={0}
      className={isLong ? 'max-h-[60vh] overflow-auto' : 'overflow-x-auto'}
    >
      <table
        className="w-full border-collapse text-left text-sm"
        {...(isLong && { 'aria-rowcount': rows.length + 1 })}
      >
        {props.head}
        <tbody>
          {isLong && above > 0 && <Gap height={above} />}
          {isLong ? items.map(({ index }) => rowAt(index)) : rows.map((_, i) => rowAt(i))}
          {isLong && below > 0 && <Gap height={below} />}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="py-2 text-ink-2">
                Nothing fits the filter.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows that are not on the page. */
function Gap(props: { readonly height: number }) {
  return <tr style={{ height: props.height }} />;
}

function Heading<Row>(props: {
  readonly column: Column<Row>;
  readonly isSortable: boolean;
  /** Else the last one leaves room for the button that a filter's row would have. */
  readonly hasFilter: boolean;
  readonly sorted: SortedBy['direction'] | undefined;
  readonly onSort: (by: SortedBy) => void;
}) {
  const { sorted, onSort } = props;
  const { title, hint, className = '' } = props.column;
  const order = props.isSortable ? props.column.order : undefined;
  const Arrow =
    sorted === undefined ? ChevronsUpDown : sorted === 'ascending' ? ArrowUp : ArrowDown;
  const words = hint === undefined ? title : <Term hint={hint}>{title}</Term>;
  return (
    <th
      scope="col"
      {...(order && { 'aria-sort': sorted ?? 'none' })}
      className={`py-1 pr-3 font-medium text-2xs text-ink-3 ${props.hasFilter ? 'last:pr-0' : 'last:pr-6'} ${className}`}
    >
      <span className="inline-flex items-center gap-1">
        {words}
        {order && (
          <button
            type="button"
            aria-label={`Sort by ${title}`}
            className={`rounded hover:text-ink ${sorted ? 'text-ink' : 'text-ink-3'}`}
            onClick={() =>
              onSort({ title, direction: sorted === 'ascending' ? 'descending' : 'ascending' })
            }
          >
            <Arrow size={12} aria-hidden="true" />
          </button>
        )}
      </span>
    </th>
  );
}
