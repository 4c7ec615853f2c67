import type { Id, NetnsElement, Topology } from '@vethscope/model';
import { expect, test } from 'vitest';
import { namespacesToChoose } from './namespacesToChoose.ts';

const id = (text: string) => text as Id;

function netns(node: string, name: string, isCaptured = true): NetnsElement {
  return {
    ...{ id: id(`netns/${node}/${name}`), kind: 'netns', label: name, parent: id(`node/${node}`) },
    ...{ name, aliases: [], isHost: name === 'host', captured: isCaptured, routes: [], chains: [] },
    evidence: [],
  };
}

const TOPOLOGY: Topology = {
  formatVersion: 1,
  nodes: [
    netns('a', 'web'),
    netns('a', 'host'),
    netns('a', 'closed', false),
    netns('b', 'db'),
    netns('b', 'host'),
    // Nobody looked into its own.
    netns('c', 'dns'),
    netns('c', 'host', false),
  ],
  edges: [],
  services: [],
  diagnostics: [],
};

test('all of one machine, its own namespace first, and one of each other machine', () => {
  const { own, others } = namespacesToChoose(TOPOLOGY, 'node/a');
  expect(own.map((one) => one.id)).toEqual(['netns/a/host', 'netns/a/web']);
  expect(others.map((one) => one.id)).toEqual(['netns/b/host', 'netns/c/dns']);
});
