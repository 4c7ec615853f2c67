import { type Box, type Id, type Layout, netnsId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { pieceAt, withWholeBands } from './routingBand.ts';

const band = (id: string, element: Id, x: number): Box => ({
  ...{ id, element, role: 'routing', x, y: 200, width: 100, height: 24 },
  ...{ kind: 'route', confidence: 'proven', texts: [] },
});

/** A wire passes between the two pieces of the first node's routing. */
const LAYOUT: Layout = {
  ...{ width: 400, height: 300, groups: [], wires: [], stubs: [] },
  boxes: [
    band('routing/a', netnsId('a', 'host'), 0),
    band('routing/a/1', netnsId('a', 'host'), 120),
    band('routing/b', netnsId('b', 'host'), 300),
  ],
};

test('a band is passed as a whole, and only its own', () => {
  expect(withWholeBands(LAYOUT, ['eth0', 'routing/a'])).toEqual([
    'eth0',
    'routing/a',
    'routing/a/1',
  ]);
});

test.each([
  ['the piece under the arrow', 'routing/a', { x: 150, y: 200 }, 'routing/a/1'],
  ['the piece that was meant', 'routing/a', { x: 50, y: 200 }, 'routing/a'],
  ['no piece of another node', 'routing/a', { x: 350, y: 200 }, 'routing/a'],
  ['without an arrow', 'routing/a', undefined, 'routing/a'],
  ['what is no band', 'eth0', { x: 150, y: 200 }, 'eth0'],
])('a way ends at %s', (_, end, arrow, piece) => {
  expect(pieceAt(LAYOUT, end, arrow)).toBe(piece);
});
