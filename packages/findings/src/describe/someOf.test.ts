import { expect, test } from 'vitest';
import { someOf } from './someOf.ts';

test.each([
  [['eth0'], 1, 'eth0'],
  [['eth0', 'eth1'], 1, 'eth0 and 1 more'],
  [['eth0', 'eth1', 'eth2'], 3, 'eth0, eth1, eth2'],
  [[4, 5, 6, 9], 2, '4, 5 and 2 more'],
])('of %j the first %d: %s', (names, most, words) => {
  expect(someOf(names, most)).toBe(words);
});
