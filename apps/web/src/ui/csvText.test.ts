import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvText } from './csvText.ts';

test('lines end as RFC 4180 says, and cells with commas, quotes and line ends stay cells', async () => {
  const rows = [
    ['Name', 'Words'],
    ['a,b', 'says "no"'],
    ['', 'two\nlines'],
  ];
  const text = await csvText(rows);
  expect(text).toBe('Name,Words\r\n"a,b","says ""no"""\r\n,"two\nlines"');
  expect(Papa.parse(text).data).toEqual(rows);
});

test.each(['=1+1', '+1', '-A RETURN', '@SUM(A1)', '\tx', '\rx'])(
  'no spreadsheet calculates %j',
  async (cell) => {
    expect(Papa.parse(await csvText([[cell]])).data).toEqual([[`'${cell}`]]);
  },
);

test('addresses stay as they are', async () => {
  expect(await csvText([['10.0.0.0/8', 'fe80::1%eth0', '!10.0.0.1']])).toBe(
    '10.0.0.0/8,fe80::1%eth0,!10.0.0.1',
  );
});
