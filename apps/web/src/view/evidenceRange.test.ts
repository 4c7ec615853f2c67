import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEvidence, parseEvidence } from './evidenceRange.ts';

const at = (file: string, line: number, endLine = line) => ({ file, line, endLine });

describe('formatEvidence', () => {
  it.each([
    ['one line', [at('a.md', 12)], 'a.md:12'],
    ['a range', [at('a.md', 12, 14)], 'a.md:12-14'],
    ['several ranges of one file', [at('a.md', 12, 14), at('a.md', 20)], 'a.md:12-14,20'],
    ['several files', [at('a.md', 1), at('ip/route', 2, 3)], 'a.md:1|ip/route:2-3'],
    [
      'a part of a line',
      [{ ...at('nft', 1), columns: { from: 300, to: 420 } }, at('nft', 2)],
      'nft:1@300-420,2',
    ],
    ['a name with the marks in it', [at('a|b:7%', 1)], 'a%7Cb:7%25:1'],
  ])('writes %s', (_, evidence, text) => {
    expect(formatEvidence(evidence)).toBe(text);
    expect(parseEvidence(text)).toEqual(evidence);
  });

  it('is undone by parseEvidence, whatever the file is called', () => {
    const file = fc.string({ unit: 'grapheme', minLength: 1 });
    const range = fc
      .tuple(fc.integer({ min: 1, max: 700_000 }), fc.nat(500))
      .map(([line, more]) => ({ line, endLine: line + more }));
    fc.assert(
      fc.property(file, fc.array(range, { minLength: 1 }), (name, ranges) => {
        const evidence = ranges.map((lines) => ({ file: name, ...lines }));
        expect(parseEvidence(formatEvidence(evidence))).toEqual(evidence);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('parseEvidence', () => {
  it.each([
    ...['', 'a.md', 'a.md:', ':12', 'a.md:0', 'a.md:9-3', 'a.md:x', 'a.md:1-2-3', 'a.md:-4'],
    ...['a.md:1@', 'a.md:1@3', 'a.md:1@0-3', 'a.md:1@9-3'],
  ])('should not read %j', (text) => {
    expect(parseEvidence(text)).toEqual([]);
  });

  it('keeps the good parts beside a bad one', () => {
    expect(parseEvidence('a.md:1,x,3|nonsense|b.md:4')).toEqual([
      at('a.md', 1),
      at('a.md', 3),
      at('b.md', 4),
    ]);
  });
});
