import { expect, test } from 'vitest';
import { lineParts } from './lineParts.ts';

test('a short line is whole, with its part marked', () => {
  expect(lineParts('{"a": 1}', { from: 2, to: 4 })).toEqual({
    ...{ cutBefore: 0, before: '{', marked: '"a"', after: ': 1}', cutAfter: 0 },
  });
  expect(lineParts('{"a": 1}', undefined)).toMatchObject({
    before: '',
    marked: '',
    after: '{"a": 1}',
  });
});

const LONG = `${'a'.repeat(10_000)}{rule}${'b'.repeat(10_000)}`;

test('of a long line there is what stands around its part, and how much is left out', () => {
  const { cutBefore, before, marked, after, cutAfter } = lineParts(LONG, {
    from: 10_001,
    to: 10_006,
  });
  expect(marked).toBe('{rule}');
  expect(before).toBe('a'.repeat(before.length));
  expect(after).toBe('b'.repeat(after.length));
  expect(cutBefore + before.length).toBe(10_000);
  expect(after.length + cutAfter).toBe(10_000);
  expect(cutBefore).toBeGreaterThan(0);
  expect(cutAfter).toBeGreaterThan(0);
});

test.each([
  ['no part', undefined],
  ['a part behind its end', { from: 50_000, to: 50_010 }],
  ['all of it', { from: 1, to: 20_006 }],
])('no character of a long line is lost or told twice: %s', (_, columns) => {
  const { cutBefore, before, marked, after, cutAfter } = lineParts(LONG, columns);
  expect(cutBefore + before.length + marked.length + after.length + cutAfter).toBe(LONG.length);
});
