/** File names and captured text reach a terminal: control characters in them must not. */
export function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
}
