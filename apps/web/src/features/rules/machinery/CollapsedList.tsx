import type { ReactNode } from 'react';
import { CsvButton } from '../../../ui/CsvButton.tsx';
import type { CsvRows } from '../../../ui/csvText.ts';
import { FilterBox } from '../../../ui/FilterBox.tsx';
import { RowList } from '../../../ui/RowList.tsx';
import type { RulePlace } from '../rulePlace.ts';
import { NotUnderstood } from './NotUnderstood.tsx';

/** What a program's rules come to, filtered; above it those of them that do not fit. */
export function CollapsedList<Row extends { readonly key: string }>(props: {
  /** `Services`: what the list and its file are called. */
  readonly label: string;
  /** `Filter 3 services by name`. */
  readonly filterBy: string;
  readonly rows: readonly Row[];
  readonly render: (row: Row) => ReactNode;
  readonly csv: () => CsvRows;
  /** Said where there is no row. */
  readonly empty: string;
  readonly notUnderstood: readonly RulePlace[];
  /** Who writes the rules. */
  readonly writer: string;
  /** What does not fit and is no rule. */
  readonly alsoNotUnderstood?: ReactNode;
  /** In pixels, about. */
  readonly rowHeight?: number;
  /** Said below the list. */
  readonly children?: ReactNode;
}) {
  const { label, rows, rowHeight = 48 } = props;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2.5">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <FilterBox label={`Filter ${label.toLowerCase()}`} placeholder={props.filterBy} />
        </div>
        <CsvButton name={label} rows={props.csv} />
      </div>
      <NotUnderstood rules={props.notUnderstood} writer={props.writer}>
        {props.alsoNotUnderstood}
      </NotUnderstood>
      {rows.length === 0 ? (
        <p className="text-ink-3">{props.empty}</p>
      ) : (
        <RowList label={label} rows={rows} rowHeight={rowHeight} render={props.render} />
      )}
      {props.children}
    </div>
  );
}
