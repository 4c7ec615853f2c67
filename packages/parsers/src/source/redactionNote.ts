/** What stands in place of lines that `--redact` left out: it says so wherever the capture is read. */
const NOTE = '# redacted: ';

/** `# redacted: 3 lines that were not understood`: `lines` is how many, `what` which. */
export function redactionNote(lines: number, what: string): string {
  return `${NOTE}${lines === 1 ? '1 line' : `${lines} lines`} ${what}`;
}

export function isRedactionNote(line: string): boolean {
  return line.startsWith(NOTE);
}

/** The note as a diagnostic says it: `left out by --redact: 3 lines that were not understood`. */
export function wordsOfNote(line: string): string {
  return `left out by --redact: ${line.slice(NOTE.length)}`;
}
