import type { CsvRows } from './csvText.ts';

/** A table's rows in words, column by column. */
export function tableCsv<Row>(
  columns: readonly { readonly title: string; readonly text: (row: Row) => string }[],
  rows: readonly Row[],
): CsvRows {
  return [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ text }) => text(row))),
  ];
}
