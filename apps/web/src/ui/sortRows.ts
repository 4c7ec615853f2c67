/** The column that a table is sorted by, by its title. */
export interface SortedBy {
  readonly title: string;
  readonly direction: 'ascending' | 'descending';
}

/** Rows with the same value stay in the order in which they were given, both ways. */
export function sortRows<Row>(
  rows: readonly Row[],
  order: (row: Row) => string | number,
  direction: SortedBy['direction'],
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, by: order(row) }))
    .sort((a, b) => sign * compare(a.by, b.by))
    .map(({ row }) => row);
}

/** Numbers before words; digits in words by their value: `eth2` before `eth10`. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return compareNames(a, b);
}

/** `team-2` before `team-10`. */
export function compareNames(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/** Of one language: the same on every machine. */
const COLLATOR = new Intl.Collator('en', { numeric: true });
