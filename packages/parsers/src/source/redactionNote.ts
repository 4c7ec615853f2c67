/** What stands in place of lines that `--redact` left out: it says so wherever the capture is read. */
const NOTE = '# redacted: ';

/** Which lines were left out, behind their number. */
const REASONS = [
  'lines not understood',
  'lines of a command that is not read',
  'lines of a file that is not read',
  'lines of JSON that is broken or cut off',
  'lines of standard error',
] as const;

export type RedactionReason = (typeof REASONS)[number];

/** `# redacted: 3 lines not understood`. */
export function redactionNote(lines: number, reason: RedactionReason): string {
  return `${NOTE}${lines} ${inNumber(reason, lines)}`;
}

/** Nothing but what `redactionNote` writes: a capture may hold any line. */
export function isRedactionNote(line: string): boolean {
  if (!line.startsWith(NOTE)) return false;
  const [, lines = '', reason] = /^(\d{1,9}) (.*?)\s*$/.exec(line.slice(NOTE.length)) ?? [];
  return REASONS.some((known) => inNumber(known, Number(lines)) === reason);
}

/** The note as a diagnostic says it: `left out by --redact: 3 lines not understood`. */
export function wordsOfNote(line: string): string {
  return `left out by --redact: ${line.slice(NOTE.length)}`;
}

function inNumber(reason: RedactionReason, lines: number): string {
  return lines === 1 ? reason.replace('lines', 'line') : reason;
}
