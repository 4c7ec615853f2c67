import type { Columns } from '@vethscope/model';

/** A line as it is shown: a document in one line may have 100 MB, which no browser lays out. */
export interface LineParts {
  /** Characters that are left out before and behind. */
  readonly cutBefore: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly cutAfter: number;
}

/** Longest line that is shown whole. */
const WHOLE = 4_000;
/** Around what is marked in a longer one. */
const CONTEXT = 400;
const MOST_MARKED = 20_000;

export function lineParts(line: string, columns: Columns | undefined): LineParts {
  const isWhole = line.length <= WHOLE;
  const from = Math.min(columns ? columns.from - 1 : 0, line.length);
  const to = Math.min(columns?.to ?? 0, line.length, isWhole ? line.length : from + MOST_MARKED);
  const start = isWhole ? 0 : Math.max(0, from - CONTEXT);
  const end = isWhole ? line.length : Math.min(line.length, columns ? to + CONTEXT : WHOLE);
  return {
    cutBefore: start,
    before: line.slice(start, from),
    marked: line.slice(from, to),
    after: line.slice(Math.max(from, to), end),
    cutAfter: line.length - end,
  };
}
