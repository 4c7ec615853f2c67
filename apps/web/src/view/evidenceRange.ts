import type { Evidence } from '@vethscope/model';

/** `file:12-14;file:20`: the lines to show, as they stand in the URL. */
export function formatEvidence(ranges: readonly Evidence[]): string {
  return ranges
    .map(({ file, line, endLine }) => `${file}:${line === endLine ? line : `${line}-${endLine}`}`)
    .join(';');
}

/** The inverse; parts that are no range are left out. File names may hold `:`, but not `;`. */
export function parseEvidence(text: string): readonly Evidence[] {
  return text.split(';').flatMap((part) => {
    const match = /^(.+):(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    if (!match) return [];
    const line = Number(match[2]);
    const endLine = match[3] === undefined ? line : Number(match[3]);
    return line >= 1 && endLine >= line ? [{ file: match[1] ?? '', line, endLine }] : [];
  });
}
