import { expect, test } from 'vitest';
import { sortRows } from './sortRows.ts';

test('sorts digits by value, numbers before words, and keeps the order of equals both ways', () => {
  const rows = [
    { id: 1, by: 'eth10' },
    { id: 2, by: 'eth2' },
    { id: 3, by: 'eth2' },
    { id: 4, by: 7 },
    { id: 5, by: 10 },
  ];
  const ids = (direction: 'ascending' | 'descending') =>
    sortRows(rows, ({ by }) => by, direction).map(({ id }) => id);
  expect(ids('ascending')).toEqual([4, 5, 2, 3, 1]);
  expect(ids('descending')).toEqual([1, 2, 3, 5, 4]);
});
