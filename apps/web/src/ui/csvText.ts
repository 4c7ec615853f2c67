/** The head and below it the rows, each with as many cells. */
export type CsvRows = readonly (readonly string[])[];

/**
 * As RFC 4180 says. A cell that a spreadsheet would take for a formula (`=`, `+`, `-`, `@` first)
 * gets an apostrophe before it: names and comments in a capture are others' words.
 */
export async function csvText(rows: CsvRows): Promise<string> {
  // Seldom wanted: no part of the first screen.
  const { default: Papa } = await import('papaparse');
  return Papa.unparse(rows as string[][], { escapeFormulae: true, newline: '\r\n' });
}
