/** A cell, counted from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

const PAGE = 10;

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [PAGE, 0],
  PageUp: [-PAGE, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** Where a key leads in a grid, as in ARIA's grid pattern; with Ctrl, Home and End go to corners. */
export function moveCell(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { row, column }: CellPlace,
  size: { readonly rows: number; readonly columns: number },
): CellPlace | undefined {
  const move = MOVES[key];
  if (!move || metaKey || altKey) return undefined;
  const isCorner = ctrlKey && (key === 'Home' || key === 'End');
  if (ctrlKey && !isCorner) return undefined;
  const [rows, columns] = isCorner ? [move[1], move[1]] : move;
  return { row: within(row + rows, size.rows), column: within(column + columns, size.columns) };
}

function within(at: number, count: number): number {
  return Math.max(0, Math.min(at, count - 1));
}
