import type { Evidence } from '@vethscope/model';

/** Ranges put into one link at most: the URL of a node with 10,000 proving lines must still work. */
export const MOST_RANGES = 100;

/**
 * Evidence as the URL carries it: `FILE:12-14,20`, `FILE:1@300-420` for a part of a line, and, for several files, joined by `|`. In file
 * names `%` and `|` are escaped, nothing else; the last colon ends the name.
 */
export function formatEvidence(evidence: readonly Evidence[]): string {
  const byFile = new Map<string, string[]>();
  for (const { file, line, endLine, columns } of evidence) {
    const ranges = byFile.get(file) ?? [];
    const part = columns ? `@${columns.from}-${columns.to}` : '';
    ranges.push((line === endLine ? String(line) : `${line}-${endLine}`) + part);
    byFile.set(file, ranges);
  }
  return [...byFile].map(([file, ranges]) => `${escapeFile(file)}:${ranges.join(',')}`).join('|');
}

/** The inverse; parts that are not of this form are left out. */
export function parseEvidence(text: string): readonly Evidence[] {
  return text.split('|').flatMap((part) => {
    const colon = part.lastIndexOf(':');
    if (colon < 1) return [];
    const file = unescapeFile(part.slice(0, colon));
    return part
      .slice(colon + 1)
      .split(',')
      .flatMap((range) => parseRange(file, range));
  });
}

function parseRange(file: string, range: string): readonly Evidence[] {
  // 12-14, 1@300-420
  const match = /^(\d{1,9})(?:-(\d{1,9}))?(?:@(\d{1,9})-(\d{1,9}))?$/.exec(range);
  if (!match) return [];
  const line = Number(match[1]);
  const endLine = Number(match[2] ?? match[1]);
  if (line < 1 || endLine < line) return [];
  if (match[3] === undefined) return [{ file, line, endLine }];
  const columns = { from: Number(match[3]), to: Number(match[4]) };
  return columns.from >= 1 && columns.to >= columns.from ? [{ file, line, endLine, columns }] : [];
}

function escapeFile(file: string): string {
  return file.replaceAll('%', '%25').replaceAll('|', '%7C');
}

function unescapeFile(file: string): string {
  return file.replaceAll('%7C', '|').replaceAll('%25', '%');
}
