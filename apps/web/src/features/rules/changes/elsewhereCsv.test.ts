import { expect, test } from 'vitest';
import { elsewhereCsv } from './elsewhereCsv.ts';

test('rules that only the other capture has, by its lines', () => {
  const evidence = [{ file: 'before.txt', line: 7, endLine: 7 }];
  const rule = { number: 3, text: '-A FORWARD -i cni0 -j DROP', evidence };
  expect(elsewhereCsv([rule])).toEqual([
    ['Rule', 'As written', 'Source'],
    ['3', '-A FORWARD -i cni0 -j DROP', 'before.txt:7'],
  ]);
});
