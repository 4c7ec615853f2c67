/** What stands in place of lines that `--redact` left out: it says so wherever the capture is read. */
const NOTE = '# redacted: ';

/** `# redacted: 3 lines not understood`. */
export function redactionNote(lines: number, what: `lines ${string}`): string {
  return `${NOTE}${lines} ${lines === 1 ? what.replace('lines', 'line') : what}`;
}

export function isRedactionNote(line: string): boolean {
  return line.startsWith(NOTE);
}

/** The note as a diagnostic says it: `left out by --redact: 3 lines not understood`. */
export function wordsOfNote(line: string): string {
  return `left out by --redact: ${line.slice(NOTE.length)}`;
}
