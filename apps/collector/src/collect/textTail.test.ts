import { expect, test } from 'vitest';
import { TextTail } from './textTail.ts';

function tailOf(...chunks: readonly string[]): readonly string[] {
  const tail = new TextTail();
  for (const chunk of chunks) tail.take(Buffer.from(chunk));
  return tail.lines();
}

test('lines, whichever way they were cut into pieces', () => {
  expect(tailOf('a\r\n', '\nb', 'c\n', '  \n')).toEqual(['a', 'bc']);
  expect(tailOf()).toEqual([]);
});

test('however much there was, the last lines are whole and there are no more than 8 KiB', () => {
  const line = `${'x'.repeat(99)}\n`;
  const lines = tailOf(...Array.from({ length: 1000 }, () => line), 'the end');
  expect(lines.at(-1)).toBe('the end');
  expect(new Set(lines.slice(0, -1))).toEqual(new Set(['x'.repeat(99)]));
  expect(lines.join('\n').length).toBeLessThan(8 * 1024);
  expect(tailOf(`${'y'.repeat(100_000)}\nlast`)).toEqual(['last']);
});
