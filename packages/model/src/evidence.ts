/** Where a fact stands in the capture: lines, 1-based, both ends included. */
export interface Evidence {
  /** Path inside the capture, with `/` between folders; a single file's own name otherwise. */
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  /** Where in that line, where one line holds a whole document: characters, counted the same way. */
  readonly columns?: Columns;
}

export interface Columns {
  readonly from: number;
  readonly to: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** What could not be read, or was read only in part: never silent, always with its place. */
export interface Diagnostic extends Evidence {
  readonly severity: Severity;
  /** One line: what, and what to do about it where something can be done. */
  readonly message: string;
}

export function compareEvidence(a: Evidence, b: Evidence): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.endLine - b.endLine ||
    (a.columns?.from ?? 0) - (b.columns?.from ?? 0) ||
    (a.columns?.to ?? 0) - (b.columns?.to ?? 0)
  );
}

/** Sorted, without repeats: the form in which evidence leaves the program. */
export function uniqueEvidence(evidence: readonly Evidence[]): Evidence[] {
  if (evidence.every((e, i) => i === 0 || compareEvidence(evidence[i - 1] as Evidence, e) < 0)) {
    return [...evidence];
  }
  const sorted = [...evidence].sort(compareEvidence);
  return sorted.filter((e, i) => i === 0 || compareEvidence(e, sorted[i - 1] as Evidence) !== 0);
}

/** Code unit order: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  // Most that are compared are one and the same text: a file's name.
  return a === b ? 0 : a < b ? -1 : 1;
}
