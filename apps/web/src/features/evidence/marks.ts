import type { CapturedInput, Evidence } from '@vethscope/model';
import { compareEvidence } from '@vethscope/model';

/** How a line of the raw output is shown. */
export type Mark = 'none' | 'marked' | 'current';

/** Lines as the parsers count them, so that evidence points at the same ones. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Marks by line number for one file; lines without one are not in the map. */
export function marksOf(
  file: string,
  ranges: readonly Evidence[],
  current: Evidence | undefined,
  lineCount: number,
): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>();
  const mark = (range: Evidence, kind: Mark) => {
    if (range.file !== file) return;
    const end = Math.min(range.endLine, lineCount);
    for (let line = range.line; line <= end; line++) marks.set(line, kind);
  };
  for (const range of ranges) mark(range, 'marked');
  if (current) mark(current, 'current');
  return marks;
}

/** The command whose output a line is part of, or stands under. */
export function inputAt(
  inputs: readonly CapturedInput[],
  file: string,
  line: number,
): CapturedInput | undefined {
  return inputs
    .filter(({ evidence }) => evidence.file === file && evidence.line <= line)
    .sort((a, b) => compareEvidence(b.evidence, a.evidence))
    .find(({ evidence }) => line <= evidence.endLine);
}

/** Commands of one file in the order in which they stand there. */
export function inputsIn(inputs: readonly CapturedInput[], file: string): readonly CapturedInput[] {
  return inputs
    .filter(({ evidence }) => evidence.file === file)
    .sort((a, b) => compareEvidence(a.evidence, b.evidence));
}

/** The text of the given ranges, or of the whole file when there are none. */
export function textOf(
  lines: readonly string[],
  file: string,
  ranges: readonly Evidence[],
): string {
  const own = ranges.filter((range) => range.file === file);
  if (own.length === 0) return lines.join('\n');
  return own
    .map(({ line, endLine, columns }) => {
      const text = lines.slice(line - 1, endLine).join('\n');
      return columns ? text.slice(columns.from - 1, columns.to) : text;
    })
    .join('\n');
}
