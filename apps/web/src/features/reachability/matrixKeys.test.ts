import { expect, test } from 'vitest';
import { moveCell } from './matrixKeys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  ['ArrowRight', [2, 4]],
  ['ArrowUp', [1, 3]],
  ['PageDown', [4, 3]],
  ['Home', [2, 0]],
  ['End', [2, 6]],
])('%s leads from row 2, column 3 to %j', (key, [row, column]) => {
  expect(moveCell({ ...plain, key }, { row: 2, column: 3 }, { rows: 5, columns: 7 })).toEqual({
    row,
    column,
  });
});

test('Ctrl leads to the corners', () => {
  const size = { rows: 5, columns: 7 };
  const at = { row: 2, column: 3 };
  const press = (key: string) => moveCell({ ...plain, ctrlKey: true, key }, at, size);
  expect(press('Home')).toEqual({ row: 0, column: 0 });
  expect(press('End')).toEqual({ row: 4, column: 6 });
});

test.each([
  [{ ...plain, key: 'a' }],
  // The browser's own.
  [{ ...plain, key: 'ArrowLeft', altKey: true }],
  [{ ...plain, key: 'ArrowDown', ctrlKey: true }],
])('%j is not the grid’s', (event) => {
  expect(moveCell(event, { row: 0, column: 0 }, { rows: 2, columns: 2 })).toBeUndefined();
});
