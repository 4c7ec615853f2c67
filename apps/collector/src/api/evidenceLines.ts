import { type CaptureFiles, evidenceFiles } from '@vethscope/parsers';

export interface EvidenceLines {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly totalLines: number;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

/**
 * The lines that a piece of evidence names; fewer where the file ends before. `undefined`: no such
 * file.
 */
export function evidenceLines(
  captures: readonly CaptureFiles[],
  file: string,
  line: number,
  endLine: number,
): EvidenceLines | undefined {
  const found = evidenceFiles(captures).find(({ path }) => path === file);
  if (!found) return undefined;
  const all = found.text.split(/\r\n|\n|\r/);
  if (all.at(-1) === '') all.pop();
  const lines = all.slice(line - 1, endLine).map((text, index) => ({ number: line + index, text }));
  return { file, line, endLine, totalLines: all.length, lines };
}
