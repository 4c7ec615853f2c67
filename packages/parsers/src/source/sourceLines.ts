import type { Coverage, Diagnostic, Evidence, Severity } from '@vethscope/model';
import { isRedactionNote, wordsOfNote } from './redactionNote.ts';

/** Where a text stands in its capture: its file, and the line there of its own first line. */
export interface Origin {
  readonly file: string;
  readonly firstLine: number;
}

const STANDARD_INPUT: Origin = { file: '-', firstLine: 1 };

/** What every parser returns. Parsers never throw: what they cannot read becomes a diagnostic. */
export interface Parsed<R> {
  readonly records: readonly R[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
  /** What became of each line of the text, in order. */
  readonly lines: readonly LineState[];
}

/** Longest line that is read at all; an archive may hold anything. */
const MAX_LINE_LENGTH = 1_000_000;

export type LineState = 'blank' | 'understood' | 'ignored' | 'unsupported' | 'unrecognized';

/**
 * One text and the account of what became of each of its lines. A parser marks the lines it
 * dealt with; `finish` reports every line that nobody marked, so that none is skipped in silence.
 * Indexes are 0-based within the text, evidence is 1-based within the file.
 */
export class SourceLines {
  readonly lines: readonly string[];
  readonly #origin: Origin;
  readonly #states: (LineState | undefined)[];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(
    text: string,
    origin: Origin = STANDARD_INPUT,
    maxLineLength: number = MAX_LINE_LENGTH,
  ) {
    const lines = linesOf(text);
    if (lines.at(-1) === '') lines.pop();
    this.lines = lines;
    this.#origin = origin;
    this.#states = lines.map((line) => (line.trim() === '' ? 'blank' : undefined));
    for (const [i, line] of lines.entries()) {
      if (line.length > maxLineLength) this.unsupported(i, 'line is too long to be read');
      else if (isRedactionNote(line)) this.unsupported(i, wordsOfNote(line));
    }
  }

  /** Evidence for the lines `from` to `to`, both included. */
  evidence(from: number, to: number = from): Evidence {
    const { file, firstLine } = this.#origin;
    return { file, line: firstLine + from, endLine: firstLine + to };
  }

  /** Has a state already, or is blank. */
  isSettled(index: number): boolean {
    return this.#states[index] !== undefined;
  }

  understood(from: number, to: number = from): void {
    this.#mark('understood', from, to);
  }

  /** Nothing to know in these lines: headings, separators. */
  ignored(from: number, to: number = from): void {
    this.#mark('ignored', from, to);
  }

  /** We know what this is and do not model it. Says so, once for all lines up to `to`. */
  unsupported(
    index: number,
    message: string,
    severity: Severity = 'info',
    to: number = index,
  ): void {
    this.#mark('unsupported', index, to);
    this.report(index, severity, message, to);
  }

  /** Says so, once for all lines up to `to`; `message` tells what was expected here. */
  unrecognized(index: number, message: string, to: number = index): void {
    this.#mark('unrecognized', index, to);
    this.report(index, 'warning', message, to);
  }

  /** A remark on a line that was understood all the same. */
  report(index: number, severity: Severity, message: string, to: number = index): void {
    this.#diagnostics.push({ ...this.evidence(index, to), severity, message });
  }

  /**
   * The result. Lines that were never marked are reported here, neighbours as one:
   * `expected` names the format, as in "not recognized as `ip link` output".
   */
  finish<R>(records: readonly R[], expected: string): Parsed<R> {
    this.#settleRest(expected);
    const coverage = { understood: 0, ignored: 0, unsupported: 0, unrecognized: 0 };
    const lines = this.#states.map((state) => state ?? 'unrecognized');
    for (const state of lines) if (state !== 'blank') coverage[state]++;
    const diagnostics = [...this.#diagnostics].sort((a, b) => a.line - b.line);
    return { records, diagnostics, coverage, lines };
  }

  #mark(state: LineState, from: number, to: number): void {
    for (let i = from; i <= to; i++) if (this.#states[i] !== 'blank') this.#states[i] = state;
  }

  #settleRest(expected: string): void {
    for (let i = 0; i < this.lines.length; i++) {
      if (this.isSettled(i)) continue;
      let end = i;
      for (let j = i + 1; j < this.lines.length; j++) {
        if (this.#states[j] === 'blank') continue;
        if (this.isSettled(j)) break;
        end = j;
      }
      this.#reportRun(i, end, expected);
      this.#mark('unrecognized', i, end);
      i = end;
    }
  }

  #reportRun(from: number, to: number, expected: string): void {
    const stderr = to === from ? errorMessageOf(this.lines[from] ?? '') : undefined;
    const count = to - from + 1;
    const message =
      stderr ??
      `${count === 1 ? 'line' : `${count} lines`} not recognized as ${expected}: ${excerpt(this.lines[from] ?? '')}`;
    this.report(from, 'warning', message, to);
  }
}

/** The lines. Most texts hold no carriage return, and are split many times as fast by a string. */
export function linesOf(text: string): string[] {
  return text.split(text.includes('\r') ? /\r\n|\n|\r/ : '\n');
}

/** The first words of a line, fit to be quoted in a one-line message. */
export function excerpt(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary input must not reach a terminal
  const clean = line.trim().replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return clean.length > 60 ? `"${clean.slice(0, 57)}…"` : `"${clean}"`;
}

/** Captured files often have standard error merged in: `Error: Peer netns reference is invalid.` */
function errorMessageOf(line: string): string | undefined {
  const isError =
    /^(Error: |Cannot |Device "|RTNETLINK answers|ip6?tables(-\S+)? v|.*: (command not found|Permission denied|No such file or directory)|mount of |setting the network namespace|Object "|Command failed|The connection to the server|Unable to connect to the server|error: )/;
  return isError.test(line) ? `the command printed an error: ${excerpt(line)}` : undefined;
}
