import { expect, test } from 'vitest';
import { buildTopology } from '../graph/buildTopology.ts';
import { link, netns, node, snapshot, veth } from '../testing/builders.ts';
import { topmost } from './topmost.ts';

const { nodes, edges } = buildTopology(
  snapshot(
    node([
      netns('host', {
        links: [link('2: eth0'), link('3: veth1@if2', { netns: 'blue' }, { ...veth })],
      }),
      netns('blue', { links: [link('2: eth0@if3', { netns: 'host' }, { ...veth })] }),
    ]),
  ),
);
const elements = [...nodes, ...edges];

test.each<[readonly string[], readonly (readonly [string, number])[]]>([
  // All of the node: three interfaces, two namespaces, the veth pair.
  [elements.map(({ id }) => id), [['node/node1', 6]]],
  [
    ['if/node1/blue/eth0', 'if/node1/host/eth0', 'netns/node1/blue'],
    [
      ['netns/node1/blue', 1],
      ['if/node1/host/eth0', 0],
    ],
  ],
  [
    ['if/node1/host/veth1', 'veth:if/node1/blue/eth0->if/node1/host/veth1'],
    [['if/node1/host/veth1', 1]],
  ],
])('of %j it is enough to tell of %j', (ids, expected) => {
  const some = elements.filter(({ id }) => ids.includes(id));
  expect(some).toHaveLength(ids.length);
  const told = topmost(some).map(({ element, inside }) => [element.id, inside]);
  expect(told.sort()).toEqual([...expected].sort());
});
