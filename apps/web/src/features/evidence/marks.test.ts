import type { CapturedInput } from '@vethscope/model';
import { SourceLines } from '@vethscope/parsers';
import { describe, expect, it } from 'vitest';
import { inputAt, marksOf, splitLines, textOf } from './marks.ts';

const at = (file: string, line: number, endLine = line) => ({ file, line, endLine });

describe('splitLines', () => {
  it.each(['', 'a', 'a\n', 'a\n\nb', 'a\r\nb\r\n', 'a\rb', '\n\n', 'a\n\r\nb'])(
    'counts the lines of %j as the parsers do',
    (text) => {
      expect(splitLines(text)).toEqual(new SourceLines(text).lines);
    },
  );
});

describe('marksOf', () => {
  it('marks the ranges of its own file only, the current one above the others', () => {
    const ranges = [at('a', 2, 3), at('a', 5), at('b', 1)];
    const marks = marksOf('a', ranges, ranges[1], 10);
    expect([...marks]).toEqual([
      [2, 'marked'],
      [3, 'marked'],
      [5, 'current'],
    ]);
  });

  it('does not go beyond the end of the file, however long the URL says a range is', () => {
    expect(marksOf('a', [at('a', 2, 999_999_999)], undefined, 3).size).toBe(2);
  });
});

describe('inputAt', () => {
  const input = (command: string, line: number, endLine: number): CapturedInput => ({
    evidence: at('a.md', line, endLine),
    command,
    node: 'n1',
    netns: 'host',
    records: 1,
    coverage: { understood: 1, ignored: 0, unsupported: 0, unrecognized: 0 },
  });
  const inputs = [input('ip route', 10, 20), input('ip link', 30, 40)];

  it.each([
    [9, undefined],
    [10, 'ip route'],
    [20, 'ip route'],
    [25, undefined],
    [30, 'ip link'],
  ])('says which command line %i belongs to', (line, command) => {
    expect(inputAt(inputs, 'a.md', line)?.command).toBe(command);
  });

  it('knows files apart', () => {
    expect(inputAt(inputs, 'b.md', 10)).toBeUndefined();
  });
});

describe('textOf', () => {
  const lines = ['one', 'two', 'three', 'four'];

  it('copies the marked lines of this file', () => {
    expect(textOf(lines, 'a', [at('a', 1), at('b', 2), at('a', 3, 4)])).toBe('one\nthree\nfour');
  });

  it('copies everything when nothing is marked', () => {
    expect(textOf(lines, 'a', [])).toBe('one\ntwo\nthree\nfour');
  });
});
