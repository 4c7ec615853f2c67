import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertNever } from '../assertNever.ts';
import { diffSequence, type SequenceStep } from './diffSequence.ts';

/** `+x`, `-x`, `x: 3→1`, with numbers counted from 1. */
function steps(before: string, after: string): readonly string[] {
  const [old, now] = [[...before], [...after]];
  return diffSequence(old, now).map((step) => {
    switch (step.kind) {
      case 'came':
        return `+${now[step.after]}`;
      case 'went':
        return `-${old[step.before]}`;
      case 'moved':
        return `${old[step.before]}: ${step.before + 1}→${step.after + 1}`;
      default:
        return assertNever(step);
    }
  });
}

test.each<[string, string, readonly string[]]>([
  ['abc', 'abc', []],
  ['', 'ab', ['+a', '+b']],
  ['ab', '', ['-a', '-b']],
  // One line put in moves no other.
  ['abcde', 'abXcde', ['+X']],
  ['abcde', 'abde', ['-c']],
  ['abc', 'aXc', ['-b', '+X']],
  ['abcde', 'bcdea', ['a: 1→5']],
  ['abcde', 'eabcd', ['e: 5→1']],
  ['abcdef', 'adbcef', ['d: 4→2']],
  // Lines that repeat, `-j RETURN`, hold on to those around them.
  ['rxry', 'rrxry', ['+r']],
  ['xry', 'rxry', ['+r']],
  ['rrr', 'rr', ['-r']],
  ['axbxc', 'axbc', ['-x']],
])('%s → %s', (before, after, expected) => expect(steps(before, after)).toEqual(expected));

test('200,000 lines that are all the same, between others', () => {
  const same = Array.from({ length: 200_000 }, () => 'r');
  expect(diffSequence(['a', ...same, 'b'], ['c', ...same, 'd'])).toHaveLength(4);
});

const lines = fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 12 });

test('played back, the steps make one list into the other', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const found = diffSequence(before, after);
      const gone = new Set(found.flatMap((step) => ('before' in step ? [step.before] : [])));
      const kept = before.filter((_, place) => !gone.has(place));
      const put = new Map(
        found.flatMap((step) => ('after' in step ? [[step.after, after[step.after]]] : [])),
      );
      expect(after.map((_, place) => put.get(place) ?? kept.shift())).toEqual(after);
      expect(kept).toEqual([]);
      for (const step of found)
        if (step.kind === 'moved') expect(before[step.before]).toBe(after[step.after]);
    }),
    { seed: 5 },
  );
});

test('swapped lists give the mirrored steps', () => {
  const mirrored = (step: SequenceStep): SequenceStep => {
    switch (step.kind) {
      case 'came':
        return { kind: 'went', before: step.after };
      case 'went':
        return { kind: 'came', after: step.before };
      case 'moved':
        return { kind: 'moved', before: step.after, after: step.before };
      default:
        return assertNever(step);
    }
  };
  const asSet = (found: readonly SequenceStep[]) => found.map((s) => JSON.stringify(s)).sort();
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(asSet(diffSequence(before, after).map(mirrored))).toEqual(
        asSet(diffSequence(after, before)),
      );
    }),
    { seed: 5, numRuns: 500 },
  );
});
