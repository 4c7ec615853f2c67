import { expect, test } from 'vitest';
import { isRedactionNote, redactionNote } from './redactionNote.ts';
import { SourceLines } from './sourceLines.ts';

test('a note is a line that is known, and says what was left out', () => {
  const note = redactionNote(3, 'lines not understood');
  const source = new SourceLines(`a\n${note}\n${redactionNote(1, 'lines not understood')}\n`);
  source.understood(0);
  const { lines, diagnostics } = source.finish([], 'anything');
  expect(lines).toEqual(['understood', 'unsupported', 'unsupported']);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'left out by --redact: 3 lines not understood',
    'left out by --redact: 1 line not understood',
  ]);
});

/** Notes pass redaction as they are: nothing else may look like one. */
test.each([
  '# redacted: the office in Berlin',
  '# redacted: 3 lines not understood, says Jane',
  '# redacted: 1 lines not understood',
  '# redacted: lines not understood',
  ' # redacted: 3 lines not understood',
])('should not take %j for a note', (line) => {
  expect(isRedactionNote(line)).toBe(false);
});
