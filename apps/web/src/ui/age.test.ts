import { expect, test } from 'vitest';
import { formatAgo, formatAgoSpan, formatUtc } from './age.ts';

const NOW = Date.UTC(2026, 10, 24, 18, 0, 0);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test.each([
  [0, 'less than a minute ago'],
  [59 * SECOND, 'less than a minute ago'],
  [60 * SECOND, '1 min ago'],
  [119 * SECOND, '1 min ago'],
  [59 * MINUTE, '59 min ago'],
  [60 * MINUTE, '1 h ago'],
  [47 * HOUR, '47 h ago'],
  [48 * HOUR, '2 days ago'],
  [400 * 24 * HOUR, '400 days ago'],
  // Two clocks are never quite the same.
  [-30 * SECOND, 'less than a minute ago'],
  [-5 * MINUTE, '5 min in the future'],
])('%i ms is %s', (age, words) => {
  expect(formatAgo(NOW - age, NOW)).toBe(words);
});

test.each([
  ['one age for all', 130 * SECOND, 150 * SECOND, '2 min ago'],
  ['from the newest to the oldest', 3 * MINUTE, 2 * HOUR, '3 min to 2 h ago'],
  ['one a moment ago', 0, 5 * MINUTE, 'less than a minute to 5 min ago'],
  ['one ahead of this clock', -5 * MINUTE, 5 * MINUTE, '5 min in the future'],
])('a span: %s', (_, newest, oldest, words) => {
  expect(formatAgoSpan(NOW - oldest, NOW - newest, NOW)).toBe(words);
});

test('a time is told in UTC, to the second', () => {
  expect(formatUtc(Date.UTC(2026, 0, 2, 3, 4, 5, 999))).toBe('2026-01-02 03:04:05 UTC');
});
