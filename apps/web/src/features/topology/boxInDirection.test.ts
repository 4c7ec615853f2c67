import type { Box, Layout } from '@vethscope/model';
import { nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { boxInDirection } from './boxInDirection.ts';

const box = (id: string, x: number, y: number, role: Box['role'] = 'interface'): Box => ({
  ...{ id, element: nodeId(id), role, x, y, width: 10, height: 10, kind: 'veth' },
  confidence: 'proven',
  texts: [],
});

//  a  b
//     c     d
const LAYOUT: Layout = {
  ...{ width: 100, height: 100, stubs: [], groups: [], wires: [] },
  boxes: [
    box('frame', 0, 0, 'machine'),
    box('a', 0, 0),
    box('b', 20, 0),
    box('c', 20, 20),
    box('d', 60, 20),
  ],
};
const NONE: ReadonlySet<string> = new Set();

test.each([
  [undefined, 'right', 'a'],
  ['gone', 'down', 'a'],
  ['a', 'right', 'b'],
  ['b', 'down', 'c'],
  ['c', 'right', 'd'],
  ['d', 'left', 'c'],
  ['d', 'right', undefined],
  ['a', 'up', undefined],
] as const)('from %s to the %s is %s', (from, direction, to) => {
  expect(boxInDirection(LAYOUT, NONE, from, direction)?.id).toBe(to);
});

test('steps over what is hidden', () => {
  expect(boxInDirection(LAYOUT, new Set(['b']), 'a', 'right')?.id).toBe('c');
});
