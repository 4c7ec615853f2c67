import type { Box, Layout, Point } from '@vethscope/model';
import { describe, expect, it, test } from 'vitest';
import { lanesOf, shifted } from './lanes.ts';

const box = (id: string, role: Box['role'], x: number, y: number): Box => ({
  ...{ id, role, x, y, width: 100, height: 40, kind: 'veth', confidence: 'proven', texts: [] },
});
const line = (...points: readonly (readonly [number, number])[]): readonly Point[] =>
  points.map(([x, y]) => ({ x, y }));

/** A pod above its veth, below it the routing, and a NIC on a network with a peer. */
const LAYOUT: Layout = {
  ...{ width: 200, height: 300, groups: [] },
  boxes: [
    box('eth0', 'interface', 0, 0),
    box('cali1', 'interface', 0, 100),
    box('routing/h', 'routing', 0, 200),
    box('nic', 'interface', 0, 300),
    box('lan', 'external', 0, 400),
    box('peer', 'node', 0, 500),
    box('shelf', 'shelf', 200, 0),
    { ...box('tile', 'tile', 200, 0), parent: 'shelf' },
  ],
  wires: [
    {
      ...{ id: 'pair', kind: 'veth', source: 'eth0', target: 'cali1', confidence: 'proven' },
      points: line([50, 40], [50, 100]),
    },
    {
      ...{ id: 'net', kind: 'network', source: 'nic', target: 'lan', confidence: 'proven' },
      points: line([50, 340], [50, 400]),
    },
    {
      ...{ id: 'far', kind: 'network', source: 'peer', target: 'lan', confidence: 'proven' },
      points: line([50, 500], [50, 440]),
    },
  ],
  stubs: [
    { id: 'stub', box: 'cali1', routing: 'routing/h', points: line([50, 140], [50, 200]) },
    { id: 'all', box: 'shelf', routing: 'routing/h', points: line([250, 40], [250, 200]) },
    { id: 'out', box: 'nic', routing: 'routing/h', points: line([50, 300], [50, 240]) },
  ],
};

const follows = (boxes: readonly string[]) =>
  lanesOf(LAYOUT, [{ way: 'request', boxes }]).followed.filter((id) =>
    ['pair', 'net', 'far', 'stub', 'all', 'out'].includes(id),
  );

describe('the lines beside the wires', () => {
  it.each([
    [['eth0', 'cali1'], ['pair']],
    // Against the wire's own direction.
    [['cali1', 'eth0'], ['pair']],
    [
      ['cali1', 'routing/h', 'nic'],
      ['stub', 'out'],
    ],
    // Nobody says so of the network between them.
    [
      ['nic', 'peer'],
      ['net', 'far'],
    ],
    // What is drawn small hangs on what its group hangs on.
    [
      ['tile', 'routing/h', 'nic'],
      ['all', 'out'],
    ],
    [
      ['nic', 'routing/h', 'tile'],
      ['out', 'all'],
    ],
    // What nothing joins is not joined by an invented line.
    [['eth0', 'nic'], []],
    [['eth0'], []],
  ])('from %j along %j', (boxes, wires) => {
    expect(follows(boxes)).toEqual(wires);
  });

  it('go straight from node to node where no line of their own joins them', () => {
    const layout = {
      ...{ width: 400, height: 40, groups: [], wires: [], stubs: [] },
      boxes: [box('a', 'node', 0, 0), box('b', 'node', 300, 0), box('eth0', 'interface', 0, 90)],
    } satisfies Layout;
    const { elements, followed } = lanesOf(layout, [
      { way: 'request', boxes: ['a', 'b'] },
      // Nothing is made up where a wire should be.
      { way: 'reply', boxes: ['b', 'eth0'] },
    ]);
    expect(elements.map(({ data }) => data['points'])).toEqual([line([100, 24], [300, 24])]);
    expect(followed).toEqual(['a', 'b']);
  });

  it('run in the direction of travel, the reply in a style of its own', () => {
    const { elements } = lanesOf(LAYOUT, [
      { way: 'request', boxes: ['eth0', 'cali1'] },
      { way: 'reply', boxes: ['cali1', 'eth0'] },
    ]);
    expect(elements.map(({ data, classes }) => [data.source, data.target, classes])).toEqual([
      ['eth0', 'cali1', ['lane', 'request', 'straight']],
      ['cali1', 'eth0', ['lane', 'reply', 'straight']],
    ]);
  });
});

test.each<readonly [string, readonly Point[], readonly Point[]]>([
  ['downwards: to the left on screen', line([50, 0], [50, 9]), line([46, 0], [46, 9])],
  ['upwards: to the right', line([50, 9], [50, 0]), line([54, 9], [54, 0])],
  [
    'a corner keeps its distance',
    line([0, 0], [0, 50], [50, 50]),
    line([-4, 0], [-4, 54], [50, 54]),
  ],
  ['a point alone stays', line([1, 2]), line([1, 2])],
])('traffic keeps right, %s', (_, points, aside) => {
  expect(shifted(points, 4)).toEqual(aside);
});
