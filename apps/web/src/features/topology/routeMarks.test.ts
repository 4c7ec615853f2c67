import type { Box, Id, Layout, RouteWay, RouteWayEnd } from '@vethscope/model';
import { parseIp } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { indexCapture } from '../../view/captureIndex.ts';
import type { EndMark } from './endMark.ts';
import { indexPicture } from './pictureIndex.ts';
import { routeMarks } from './routeMarks.ts';

const id = (text: string) => text as Id;
const box = (name: string, role: Box['role'], y: number): Box => ({
  ...{ id: name, role, x: 0, y, width: 10, height: 10, kind: 'veth', confidence: 'proven' },
  texts: [],
});
const LAYOUT: Layout = {
  ...{ width: 10, height: 90, stubs: [], groups: [] },
  boxes: [
    box('netns/n/pod', 'netns', 0),
    box('if/n/pod/eth0', 'interface', 20),
    box('if/n/host/cali1', 'interface', 40),
    box('if/n/host/eth9', 'interface', 80),
  ],
  wires: [
    {
      ...{ id: 'pair', source: 'if/n/pod/eth0', target: 'if/n/host/cali1' },
      ...{ kind: 'veth', confidence: 'proven' },
      points: [
        { x: 5, y: 30 },
        { x: 5, y: 40 },
      ],
    },
  ],
};
const PICTURE = indexPicture(
  LAYOUT,
  indexCapture(
    { nodes: [], inputs: [], diagnostics: [] },
    { formatVersion: 1, nodes: [], edges: [], services: [], diagnostics: [] },
  ),
);

function wayTo(end: RouteWayEnd): RouteWay {
  const address = parseIp('8.8.8.8');
  if (address === undefined) throw new Error('no address');
  const found = { address, outcome: 'forward', tables: [], rules: [], assumptions: [] } as const;
  return {
    hops: [
      {
        netns: id('netns/n/pod'),
        found,
        out: id('if/n/pod/eth0'),
        through: [id('if/n/host/cali1')],
      },
    ],
    end,
    at: id('netns/n/pod'),
  };
}

describe('routeMarks', () => {
  it('lays an arrow along the wire in the direction of travel; all else stands back', () => {
    const { lanes, dimmed } = routeMarks(LAYOUT, PICTURE, wayTo('blackhole'));
    expect(lanes.map(({ data }) => [data['source'], data['target']])).toEqual([
      ['if/n/pod/eth0', 'if/n/host/cali1'],
    ]);
    expect(dimmed).toEqual(['if/n/host/eth9']);
  });

  it.each<[RouteWayEnd, EndMark]>([
    ['delivered', 'arrived'],
    ['leavesCapture', 'left'],
    ['blackhole', 'stopped'],
    ['noRoute', 'stopped'],
    ['loop', 'stopped'],
    // Not known is neither good nor bad.
    ['unknown', 'unsure'],
  ])('marks the end of one that is %s as %s', (end, mark) => {
    const { arrived, left, stopped, unsure } = routeMarks(LAYOUT, PICTURE, wayTo(end));
    const last = end === 'leavesCapture' ? ['netns/n/pod'] : ['if/n/host/cali1'];
    expect({ arrived, left, stopped, unsure }).toEqual({
      ...{ arrived: [], left: [], stopped: [], unsure: [] },
      [mark]: last,
    });
  });
});
