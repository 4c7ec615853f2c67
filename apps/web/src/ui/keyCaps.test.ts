import { expect, test } from 'vitest';
import { keyCaps } from './keyCaps.ts';

test.each([
  ['mod k', false, 'Ctrl K'],
  ['mod k', true, '⌘ K'],
  ['f', false, 'f'],
  ['escape', false, 'Esc'],
  ['-', false, '−'],
  ['alt arrowleft', false, 'Alt ←'],
])('writes %s (Mac: %s) as %s', (keys, isMac, written) => {
  expect(keyCaps(keys, isMac)).toBe(written);
});
