import type { Box, Id, Layout } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { indexCapture } from '../../view/captureIndex.ts';
import { indexPicture } from './pictureIndex.ts';

const box = (id: string, role: Box['role'], more: Partial<Box> = {}): Box => ({
  ...{ id, role, x: 0, y: 0, width: 10, height: 10, kind: 'veth', confidence: 'proven' },
  texts: [],
  ...more,
});
const wire = (id: string, source: string, target: string): Layout['wires'][number] => ({
  ...{ id, source, target, kind: 'veth', confidence: 'proven', points: [] },
});

const ids = (...names: readonly string[]) => names.map((name) => name as Id);

const LAYOUT: Layout = {
  ...{ width: 10, height: 10, stubs: [], groups: [] },
  boxes: [
    box('host', 'host'),
    box('pod-netns', 'netns'),
    box('eth0', 'interface', { parent: 'pod-netns' }),
    box('veth1', 'interface', { parent: 'host' }),
    box('cni0', 'interface', { parent: 'host' }),
    box('group', 'group'),
  ],
  wires: [wire('pair', 'eth0', 'veth1'), wire('port', 'veth1', 'cni0')],
};
const nothing = { nodes: [], inputs: [], diagnostics: [] };
const empty = { formatVersion: 1, nodes: [], edges: [], services: [], diagnostics: [] } as const;
const picture = indexPicture(LAYOUT, indexCapture(nothing, empty));

describe('near', () => {
  it.each([
    ['veth1', ['veth1', 'pair', 'port', 'eth0', 'cni0']],
    // A namespace reaches what its interfaces reach.
    ['pod-netns', ['pod-netns', 'pair', 'eth0', 'veth1']],
    ['pair', ['eth0', 'pair', 'veth1']],
    // All would light up.
    ['host', []],
  ])('%s has %j', (id, near) => {
    expect([...picture.near(id)].sort()).toEqual([...near].sort());
  });
});

it('lights the wires of a way, not those that leave it', () => {
  expect(picture.path(['eth0', 'veth1'])).toEqual(['eth0', 'veth1', 'pair']);
});

it('finds nothing for what the capture does not have', () => {
  expect(picture.idsOf('if/x/y/z')).toEqual([]);
});

describe('a closed group', () => {
  const groups: Layout['groups'] = [
    {
      id: 'group',
      title: 'shop',
      count: 2,
      isOpen: false,
      members: ids('ns-a', 'pod-a', 'veth-a'),
    },
    // The only one of its group: the namespace has a box of its own.
    { id: 'lone', title: 'web', count: 1, isOpen: false, members: ids('pod-netns', 'veth-b') },
    { id: 'open', title: 'payments', count: 2, isOpen: true, members: ids('pod-c') },
  ];
  const grouped = indexPicture({ ...LAYOUT, groups }, indexCapture(nothing, empty));

  it.each([
    ['pod-a', ['group']],
    ['veth-a', ['group']],
    ['veth-b', ['pod-netns']],
    ['pod-c', []],
  ])('stands for %s as %j', (id, boxes) => {
    expect(grouped.idsOf(id)).toEqual(boxes);
  });
});
