import { expect, test } from 'vitest';
import { tableCsv } from './tableCsv.ts';

test('a head, and a cell for every column of every row', () => {
  const columns = [
    { title: 'Name', text: ({ name }: { name: string; mtu: number }) => name },
    { title: 'MTU', text: ({ mtu }: { name: string; mtu: number }) => String(mtu) },
  ];
  expect(
    tableCsv(columns, [
      { name: 'eth0', mtu: 1500 },
      { name: 'lo', mtu: 65536 },
    ]),
  ).toEqual([
    ['Name', 'MTU'],
    ['eth0', '1500'],
    ['lo', '65536'],
  ]);
});
