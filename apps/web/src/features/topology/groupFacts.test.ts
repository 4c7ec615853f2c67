import type { GroupSummary, Id, TopologyNode } from '@vethscope/model';
import { expect, it } from 'vitest';
import { groupFacts } from './groupFacts.ts';

const element = (id: string, fields: object) => ({ id: id as Id, ...fields }) as TopologyNode;
const veth = (name: string, state: string) => element(name, { kind: 'interface', name, state });
const NODES = [
  element('pod/shop/a', { kind: 'pod' }),
  element('netns/n/a', { kind: 'netns' }),
  element('netns/n/b', { kind: 'netns' }),
  veth('eth0', 'up'),
  ...['veth1', 'veth2', 'veth3', 'veth4'].map((name) => veth(name, 'down')),
];
const index = { node: (id: string) => NODES.find((node) => node.id === id) };
const group = (members: readonly TopologyNode[]): GroupSummary => ({
  ...{ id: 'group/n/shop', title: 'shop, on cni0', count: 2, isOpen: false },
  members: members.map(({ id }) => id),
});

it('tells what a group holds, and names what is down in it', () => {
  const { title, facts } = groupFacts(index, group(NODES), 'pod');
  expect(title).toBe('shop, on cni0');
  expect(facts).toEqual([
    ['holds', '1 pod\n2 namespaces\n5 interfaces'],
    ['down', 'veth1\nveth2\nveth3\nand 1 more'],
  ]);
});

it('says nothing of down where nothing is', () => {
  const { facts } = groupFacts(index, group(NODES.slice(0, 4)), 'pod');
  expect(facts.map(([name]) => name)).toEqual(['holds']);
});
