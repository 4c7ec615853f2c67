import { expect, test } from 'vitest';
import { counterRows, deservesLook } from './counterRows.ts';

function field(name: string, value: string, line = 1) {
  return { part: 'statistics', name, value, line, evidence: at(line) } as const;
}

function at(line: number) {
  return { file: 'a', line, endLine: line };
}

test('puts what was received beside what was sent; what one of them lacks stays open', () => {
  expect(
    counterRows([
      field('rx bytes', '930', 4),
      field('rx multicast', '4'),
      field('tx bytes', '1.2M', 6),
      field('tx collisions', '0'),
    ]),
  ).toEqual([
    { name: 'bytes', received: '930', sent: '1.2M', evidence: [at(4), at(6)] },
    { name: 'multicast', received: '4', sent: undefined, evidence: [at(1)] },
    { name: 'collisions', received: undefined, sent: '0', evidence: [at(1)] },
  ]);
});

test.each([
  ['bytes', '930', false],
  ['errors', '0', false],
  ['errors', '1', true],
  ['dropped', '2', true],
  ['carrier_changes', '2', false],
])('%s of %s: deserves a look: %s', (name, value, expected) => {
  expect(deservesLook(name, value)).toBe(expected);
});
