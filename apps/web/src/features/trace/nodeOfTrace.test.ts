import { netnsId, nodeId, type Topology } from '@vethscope/model';
import type { Hop } from '@vethscope/trace';
import { expect, test } from 'vitest';
import { device, hostOf } from '../../../../../packages/model/src/testing/topologies.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { parseViewState } from '../../view/viewState.ts';
import { nodePatch, pictureOfWay } from './nodeOfTrace.ts';

const indexOf = (names: readonly string[]) => {
  const nodes = names.flatMap((name) => [...hostOf(name), device(name, 'host', 2, 'eth0')]);
  const topology: Topology = { formatVersion: 1, nodes, edges: [], services: [], diagnostics: [] };
  return indexCapture({ nodes: [], inputs: [], diagnostics: [] }, topology);
};
const three = indexOf(['a', 'b', 'c']);
const hop = (node: string): Hop => ({ node, netns: netnsId(node, 'host'), steps: [] });
const show = (name: string) => ({ node: nodeId(name), selected: undefined });

test.each([
  ['', ['a'], show('a')],
  // The overview shows what goes from node to node.
  ['', ['a', 'b'], {}],
  ['node=node/a', ['a', 'b'], {}],
  ['node=node/b', ['a', 'b'], {}],
  ['node=node/c', ['a', 'b'], show('a')],
  ['selected=if/c/host/eth0', ['b'], show('b')],
  ['node=node/c', [], {}],
])('with %j a way by %j is seen after %j', (query, nodes, patch) => {
  const view = parseViewState(`#/c/x?${query}`);
  expect(pictureOfWay(three, view, nodes.map(hop))).toEqual(patch);
});

test('a step on another node shows that node, but leaves the overview', () => {
  const at = (query: string) => nodePatch(three, parseViewState(`#/c/x?${query}`), hop('b'));
  expect(at('node=node/a')).toEqual(show('b'));
  expect(at('node=node/b')).toEqual({});
  expect(at('')).toEqual({});
});

test('of one node there is nothing to choose', () => {
  const view = parseViewState('#/c/x');
  expect(pictureOfWay(indexOf(['a']), view, [hop('a')])).toEqual({});
});
