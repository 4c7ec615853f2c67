import { compareNames } from '../../ui/sortRows.ts';
import type { TableRow } from './tableRows.ts';

export const COLUMNS = [
  'kind',
  'name',
  'findings',
  'place',
  'state',
  'addresses',
  'mtu',
  'joined',
] as const;
export type ColumnKey = (typeof COLUMNS)[number];

export interface SortOrder {
  readonly by: ColumnKey;
  readonly direction: 'ascending' | 'descending';
}

/** Equals keep their order; what has no value stands last either way. */
export function sortRows(
  rows: readonly TableRow[],
  order: SortOrder | undefined,
  /** How bad what is wrong with it is: higher is worse, 0 for nothing. */
  badness: (row: TableRow) => number,
): readonly TableRow[] {
  if (!order) return rows;
  const sign = order.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: sortValue(row, order.by, badness) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** The next order when a column's title is pressed: up, down, none. */
export function turnOrder(order: SortOrder | undefined, by: ColumnKey): SortOrder | undefined {
  // The worst is what people look for, and the largest number.
  const [first, second] =
    by === 'findings' || by === 'joined'
      ? (['descending', 'ascending'] as const)
      : (['ascending', 'descending'] as const);
  if (order?.by !== by) return { by, direction: first };
  return order.direction === first ? { by, direction: second } : undefined;
}

function sortValue(
  row: TableRow,
  by: ColumnKey,
  badness: (row: TableRow) => number,
): string | number | undefined {
  switch (by) {
    case 'kind':
      return row.kindWords;
    case 'name':
      return row.name;
    case 'place':
    case 'state':
      return row[by] || undefined;
    case 'addresses':
      return row.addresses[0];
    case 'mtu':
      return row.mtu;
    case 'joined':
      return row.joined.length || undefined;
    case 'findings':
      return badness(row) || undefined;
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : compareNames(String(a), String(b));
}
