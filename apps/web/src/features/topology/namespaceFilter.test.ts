import { interfaceId } from '@vethscope/model';
import { expect, test } from 'vitest';
import {
  device,
  edge,
  hostOf,
  netnsElement,
  podElement,
  topologyOf,
} from '../../../../../packages/model/src/testing/topologies.ts';
import {
  allNamespaces,
  hiddenElsewhere,
  namespacesAlone,
  turnNamespace,
} from './namespaceFilter.ts';

const veth = (netns: string, ifindex: number, name: string) =>
  device('a', netns, ifindex, name, [], { type: 'veth' });
const pair = (netns: string, name: string, other: string, end: string) =>
  edge('veth', interfaceId('a', netns, name), interfaceId('a', other, end));

/** Two pods of shop and web on the host, linked to each other too; a namespace of nobody known. */
const TOPOLOGY = topologyOf(
  [
    ...hostOf('a'),
    ...['s', 'w', 'x'].map((name) => netnsElement('a', name)),
    podElement('a', 'shop', 'cart', 's'),
    podElement('a', 'web', 'front', 'w'),
    podElement('a', 'web', 'proxy', 'host'),
    ...[veth('host', 3, 'to-s'), veth('host', 4, 'to-w'), veth('host', 5, 'to-x')],
    ...[veth('s', 2, 'eth0'), veth('s', 3, 'direct')],
    ...[veth('w', 2, 'eth0'), veth('w', 3, 'direct'), veth('x', 2, 'eth0')],
  ],
  [
    pair('s', 'eth0', 'host', 'to-s'),
    pair('host', 'to-w', 'w', 'eth0'),
    pair('x', 'eth0', 'host', 'to-x'),
    pair('s', 'direct', 'w', 'direct'),
  ],
);
const hidden = (...hide: string[]) => [...hiddenElsewhere(TOPOLOGY, hide)].sort();

test('a namespace alone: other pods, what is in theirs, and the host’s ends of their links go', () => {
  expect(hidden('not-in:shop')).toEqual([
    'if/a/host/to-w',
    'if/a/w/direct',
    'if/a/w/eth0',
    'netns/a/w',
    'pod/web/front',
    'pod/web/proxy',
  ]);
});

test('two namespaces leave the pods of both', () => {
  expect(hidden('not-in:shop', 'not-in:web')).toEqual([]);
});

test('without the filter nothing goes', () => {
  expect(hidden('pod', 'down')).toEqual([]);
});

test('a namespace comes and goes beside other filters', () => {
  const one = turnNamespace(['veth'], 'shop');
  expect(one).toEqual(['veth', 'not-in:shop']);
  const two = turnNamespace(one, 'web');
  expect(namespacesAlone(two)).toEqual(['shop', 'web']);
  expect(turnNamespace(two, 'shop')).toEqual(['veth', 'not-in:web']);
  expect(allNamespaces(two)).toEqual(['veth']);
});
