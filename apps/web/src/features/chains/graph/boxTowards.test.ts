import { expect, test } from 'vitest';
import { boxTowards } from './boxTowards.ts';
import type { ChainBox } from './layoutChains.ts';

const box = (chain: string, x: number, y: number): ChainBox => ({
  node: { kind: 'chain', key: chain, chain },
  ...{ x, y, width: 100, height: 38 },
});
/**
 * a  c  f
 * b  d
 *    e
 */
const BOXES = [
  ...[box('a', 0, 0), box('b', 0, 48)],
  ...[box('c', 200, 0), box('d', 200, 48), box('e', 200, 96)],
  box('f', 400, 0),
];

test.each([
  ['a', 'ArrowRight', 'c'],
  ['b', 'ArrowRight', 'd'],
  ['e', 'ArrowRight', 'f'],
  ['e', 'ArrowLeft', 'b'],
  ['c', 'ArrowDown', 'd'],
  ['d', 'ArrowUp', 'c'],
  ['b', 'ArrowDown', undefined],
  ['f', 'ArrowRight', undefined],
  ['a', 'Enter', undefined],
])('from %s by %s to %s', (from, key, to) => {
  const start = BOXES.find(({ node }) => node.chain === from);
  expect(start && boxTowards(BOXES, start, key)?.node.chain).toBe(to);
});
