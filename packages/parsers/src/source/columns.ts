import { excerpt, type SourceLines } from './sourceLines.ts';

/** A header line and the rows below it, as `kubectl`, `crictl` and their like print them. */
export interface ColumnTable {
  /** 0-based index of the header in its text. */
  readonly headerLine: number;
  /** As printed: `NAME`, `POD ID`, `PORT(S)`. */
  readonly headers: readonly string[];
  readonly rows: readonly ColumnRow[];
  /** Lines below the header that could not be cut: the table may list more than `rows`. */
  readonly misfits: readonly Misfit[];
}

interface Misfit {
  readonly line: number;
  /** How many rows of its table stand above it: misfits with no row between them agree. */
  readonly rowsAbove: number;
}

export interface ColumnRow {
  readonly line: number;
  /** By header, without the padding. An empty cell is `''`. */
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * Reads every table of a text: a line in capitals opens one, and where its columns start cuts the
 * rows below. Where the alignment was lost in pasting, values stand apart by two spaces or a tab.
 * Lines that have a fate already are passed over. Marks headers, and rows that do not fit; lines
 * before the first header and the rows it returns are the caller's to mark.
 */
export function readTables(source: SourceLines): readonly ColumnTable[] {
  const tables: OpenTable[] = [];
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    const columns = columnsOf(line);
    const table = tables.at(-1);
    if (columns) {
      const headers = columns.map(({ header }) => header);
      tables.push({ headerLine: i, headers, columns, rows: [], misfits: [] });
      source.ignored(i);
    } else if (table) {
      addRow(table, i, line);
    }
  }
  for (const table of tables) reportMisfits(source, table);
  return tables;
}

interface OpenTable extends ColumnTable {
  readonly columns: readonly Column[];
  readonly rows: ColumnRow[];
  readonly misfits: Misfit[];
}

function addRow(table: OpenTable, index: number, line: string): void {
  const values = cutRow(line, table.columns);
  if (values === undefined) {
    table.misfits.push({ line: index, rowsAbove: table.rows.length });
  } else {
    const cells = table.headers.map((header, n) => [header, values[n] ?? ''] as const);
    table.rows.push({ line: index, cells: new Map(cells) });
  }
}

/** More than any table has; a header of a million columns would make each row as costly. */
const MAX_COLUMNS = 64;

interface Column {
  readonly header: string;
  readonly start: number;
}

/** `CONTAINER           IMAGE      POD ID`: two columns or more, nothing in lower case. */
function columnsOf(line: string): readonly Column[] | undefined {
  if (!/^\s*[A-Z][^a-z\u0080-\uffff]*$/.test(line)) return undefined;
  const columns: Column[] = [];
  for (const match of line.matchAll(/\S+(?: \S+)*/g)) {
    columns.push({ header: match[0], start: match.index });
  }
  return columns.length < 2 || columns.length > MAX_COLUMNS ? undefined : columns;
}

/** The row's values, as many as there are columns, or `undefined` where they do not fit. */
function cutRow(line: string, columns: readonly Column[]): readonly string[] | undefined {
  const loose = looseValues(line);
  // Two columns at least, or any sentence below a table would be a row.
  if (loose.length < 2) return undefined;
  return cutAligned(line, columns) ?? (loose.length === columns.length ? loose : undefined);
}

/** Cuts where the headers start, provided that no value reaches across such a place. */
function cutAligned(line: string, columns: readonly Column[]): readonly string[] | undefined {
  const values: string[] = [];
  const margin = columns[0]?.start ?? 0;
  if (line.slice(0, margin).trim() !== '' || line.includes('\t')) return undefined;
  for (const [n, { start }] of columns.entries()) {
    const before = line[start - 1] ?? ' ';
    const value = line.slice(start, columns[n + 1]?.start).trimEnd();
    if (before !== ' ' || /^ | {2}/.test(value)) return undefined;
    values.push(value);
  }
  return values;
}

function looseValues(line: string): readonly string[] {
  return line
    .trim()
    .split(/\t| {2,}/)
    .map((value) => value.trim());
}

/** Neighbours share a message, so that a page of prose below a table does not yield a thousand. */
function reportMisfits(source: SourceLines, { misfits, columns }: OpenTable): void {
  const expected = `a table of ${columns.length} columns`;
  for (const [first, ...others] of runsOf(misfits)) {
    const text = source.lines[first.line] ?? '';
    const values = looseValues(text).length;
    const message =
      others.length === 0
        ? `${values} value${values === 1 ? '' : 's'} in ${expected}: ${excerpt(text)}`
        : `${others.length + 1} lines that do not fit ${expected}: ${excerpt(text)}`;
    source.unrecognized(first.line, message, others.at(-1)?.line ?? first.line);
  }
}

function runsOf(misfits: readonly Misfit[]): readonly [Misfit, ...Misfit[]][] {
  const runs: [Misfit, ...Misfit[]][] = [];
  for (const misfit of misfits) {
    const run = runs.at(-1);
    if (run?.[0].rowsAbove === misfit.rowsAbove) run.push(misfit);
    else runs.push([misfit]);
  }
  return runs;
}
