/** Rows in whose cells all words stand. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly { readonly text: (row: Row) => string }[],
  filter: string,
): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.text(row))
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
