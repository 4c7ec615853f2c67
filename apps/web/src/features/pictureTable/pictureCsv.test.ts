import { expect, test } from 'vitest';
import { pictureCsv } from './pictureCsv.ts';
import type { TableRow } from './tableRows.ts';

const ETH0: TableRow = {
  ...{ id: 'if/a/host/eth0', kind: 'device', kindWords: 'device', name: 'eth0' },
  ...{ place: 'host of a', state: 'up', addresses: ['10.0.0.1/24', 'fe80::1/64'], mtu: 1500 },
  joined: [
    { edge: 'e1', to: 'x', words: 'used by 10.0.0.0/24', isInferred: true },
    { edge: 'e2', to: 'y', words: 'carries eth0.5', isInferred: false },
  ],
};

test('all that is known of a row, guesses as such, with its line', () => {
  const [head, row] = pictureCsv([ETH0], {
    findingsAt: () => [{ title: 'eth0 is too small' }, { title: 'eth0 drops' }],
    evidenceOf: () => [{ file: 'a.txt', line: 7, endLine: 9 }],
  });
  expect(head).toEqual([
    ...['Kind', 'Name', 'Findings', 'In', 'State', 'Addresses', 'MTU', 'Joined to', 'Source'],
  ]);
  expect(row).toEqual([
    ...['device', 'eth0', 'eth0 is too small; eth0 drops', 'host of a', 'up'],
    ...['10.0.0.1/24 fe80::1/64', '1500', 'used by 10.0.0.0/24 (inferred); carries eth0.5'],
    'a.txt:7',
  ]);
});

test('what is not known is empty', () => {
  const { mtu: _, ...unknown } = ETH0;
  const rows = pictureCsv([{ ...unknown, state: '', addresses: [], joined: [] }], {
    findingsAt: () => [],
    evidenceOf: () => [],
  });
  expect(rows[1]).toEqual(['device', 'eth0', '', 'host of a', '', '', '', '', '']);
});
