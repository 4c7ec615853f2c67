import { type ReactNode, useState } from 'react';
import { CsvButton } from './CsvButton.tsx';
import { formatCount } from './format.ts';
import { Term } from './Tooltip.tsx';
import { tableCsv } from './tableCsv.ts';

export interface Column<Row> {
  readonly title: string;
  /** What the title means, where it is jargon. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  /** The same in plain words, for a file. */
  readonly text: (row: Row) => string;
  readonly className?: string;
}

/** Rows shown before "show all": a capture may have thousands of pods. */
const FIRST_ROWS = 50;

/** A plain table of a few columns, for the details panel. */
export function DataTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly isCurrent?: (row: Row) => boolean;
}) {
  const { columns, rows } = props;
  const [limit, setLimit] = useState(FIRST_ROWS);
  return (
    <div className="relative">
      <TableCsv {...props} />
      {/* A wide table scrolls by itself, not with the page, so it must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus */}
      <section className="overflow-x-auto" aria-label={props.label} tabIndex={0}>
        <table className="w-full border-collapse text-left text-sm">
          <thead>
            <tr className="border-line border-b">
              {columns.map(({ title, hint, className = '' }) => (
                <th
                  key={title}
                  scope="col"
                  className={`py-1 pr-3 font-medium text-2xs text-ink-3 last:pr-6 ${className}`}
                >
                  {hint === undefined ? title : <Term hint={hint}>{title}</Term>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, limit).map((row) => (
              <tr
                key={props.keyOf(row)}
                className={`border-line border-b align-top last:border-b-0 hover:bg-surface-2 ${props.isCurrent?.(row) ? 'bg-accent-soft' : ''}`}
              >
                {columns.map(({ title, cell, className = '' }) => (
                  <td key={title} className={`py-1 pr-3 last:pr-0 ${className}`}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > limit && (
          <button
            type="button"
            className="mt-1 rounded px-1 text-accent-text text-sm hover:underline"
            onClick={() => setLimit(rows.length)}
          >
            Show all {formatCount(rows.length)}
          </button>
        )}
      </section>
    </div>
  );
}

/** At the end of a table's head, whose last cell leaves it room: it costs no line. */
export function TableCsv<Row>(props: {
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
