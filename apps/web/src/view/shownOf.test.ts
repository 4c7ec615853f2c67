import type { Topology, TopologyNode } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { device, hostOf, podElement } from '../../../../packages/model/src/testing/topologies.ts';
import { indexCapture } from './captureIndex.ts';
import { shownOf } from './shownOf.ts';
import { parseViewState } from './viewState.ts';

const indexOf = (nodes: readonly TopologyNode[]) => {
  const topology: Topology = { formatVersion: 1, nodes, edges: [], services: [], diagnostics: [] };
  return indexCapture({ nodes: [], inputs: [], diagnostics: [] }, topology);
};
const one = [...hostOf('a'), device('a', 'host', 2, 'eth0')];
const two = indexOf([
  ...one,
  ...hostOf('b'),
  device('b', 'host', 2, 'eth0'),
  podElement('b', 'shop', 'cart', 'host'),
  ...hostOf('c').map((node) => (node.kind === 'node' ? { ...node, captured: false } : node)),
]);

describe('what the picture shows', () => {
  it.each([
    ['', 'the cluster'],
    ['node=node/a', 'node/a'],
    // A machine can be selected where it stands.
    ['selected=node/b', 'the cluster'],
    ['node=node/a&selected=node/b', 'node/a'],
    // What is inside of one is shown there.
    ['selected=if/b/host/eth0', 'node/b'],
    ['node=node/a&selected=if/b/host/eth0', 'node/b'],
    ['node=node/a&selected=netns/b/host', 'node/b'],
    // An edge, or what nobody knows, changes nothing.
    ['node=node/a&selected=vxlan-tunnel:x', 'node/a'],
    ['node=node/c', 'the cluster'],
    ['node=node/nowhere', 'the cluster'],
  ])('%j: %s', (query, expected) => {
    const shown = shownOf(two, parseViewState(`#/c/x?${query}`));
    expect(shown.kind === 'node' ? shown.node.id : `the ${shown.kind}`).toBe(expected);
  });

  it('is the one node where no other was captured, whatever the address says', () => {
    const view = parseViewState('#/c/x?node=node/a&selected=if/a/host/eth0');
    expect(shownOf(indexOf(one), view)).toEqual({ kind: 'only' });
  });
});
