import { HOST_NETNS, type Id, interfaceId, netnsId, nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import {
  device,
  edge,
  hostOf,
  topologyOf,
} from '../../../../../packages/model/src/testing/topologies.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import type { KeyedFinding } from './findingKeys.ts';
import { indexFindings } from './findingsAt.ts';

const ETH0 = interfaceId('a', HOST_NETNS, 'eth0');
const ETH1 = interfaceId('b', HOST_NETNS, 'eth1');
const wire = edge('veth', ETH0, ETH1);
const topology = topologyOf(
  [
    ...hostOf('a'),
    device('a', HOST_NETNS, 2, 'eth0'),
    ...hostOf('b'),
    device('b', HOST_NETNS, 3, 'eth1'),
  ],
  [wire],
);
const index = indexCapture({ nodes: [], inputs: [], diagnostics: [] }, topology);
const about = (key: string, ...subjects: readonly Id[]): KeyedFinding => ({
  ...{ key, ruleId: 'r', severity: 'error', title: key, subjects },
  ...{ evidence: [], why: 'w', remedy: 'r' },
});
const at = indexFindings(
  [about('of eth0', ETH0), about('of both', ETH0, ETH1), about('of the wire', wire.id)],
  index,
);

test.each([
  ['the element itself', ETH0, ['of eth0', 'of both', 'of the wire']],
  ['the namespace that it is in', netnsId('b', HOST_NETNS), ['of both', 'of the wire']],
  ['the machine, once for each finding', nodeId('a'), ['of eth0', 'of both', 'of the wire']],
  ['a connection', wire.id, ['of the wire']],
  ['what nothing is about', 'node/c', []],
])('at %s', (_, id, keys) => {
  expect(at(id).map(({ key }) => key)).toEqual(keys);
});
