import { expect, test } from 'vitest';
import { filterRows } from './filterRows.ts';

const ROWS = [
  { port: 'veth1', state: 'forwarding' },
  { port: 'veth12', state: 'Disabled' },
] as const;
const COLUMNS = [
  { text: ({ port }: (typeof ROWS)[number]) => port },
  { text: ({ state }: (typeof ROWS)[number]) => state },
];

test.each([
  ['', ['veth1', 'veth12']],
  ['  ', ['veth1', 'veth12']],
  ['VETH1', ['veth1', 'veth12']],
  // Words in any order, of any column.
  ['disabled veth', ['veth12']],
  ['veth1 veth2', []],
])('%j leaves %j', (filter, expected) => {
  expect(filterRows(ROWS, COLUMNS, filter).map(({ port }) => port)).toEqual(expected);
});
