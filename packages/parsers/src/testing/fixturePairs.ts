import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Parsed } from '../source/sourceLines.ts';

/**
 * One test for every `case.txt` beside a `case.json` in `folder`. The JSON holds
 * `{ argv?, records, diagnostics? }`, written and reviewed by hand; evidence is part of it.
 */
export function testFixturePairs(
  folder: URL,
  parse: (text: string, argv: readonly string[]) => Parsed<unknown>,
): void {
  const cases = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort();
  test('there are fixtures', () => expect(cases.length).toBeGreaterThan(0));
  for (const file of cases) {
    const name = file.slice(0, -'.txt'.length);
    test(name, () => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      const expected = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
      const { records, diagnostics } = parse(text, expected.argv ?? []);
      // Through JSON: absent and undefined are the same thing in a snapshot.
      expect(JSON.parse(JSON.stringify(records))).toEqual(expected.records);
      expect(diagnostics).toEqual(expected.diagnostics ?? []);
    });
  }
}
