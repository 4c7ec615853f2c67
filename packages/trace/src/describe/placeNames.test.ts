import { netnsId, type Topology } from '@vethscope/model';
import { expect, test } from 'vitest';
import { device, hostOf, netnsElement, podElement } from '../../../model/src/testing/topologies.ts';
import { namedParts, placeNames, withNames } from './placeNames.ts';

const topology: Topology = {
  formatVersion: 1,
  nodes: [
    ...hostOf('node1'),
    netnsElement('node1', 'blue'),
    netnsElement('node1', 'blue-2'),
    netnsElement('node1', 'shared'),
    device('node1', 'host', 2, 'eth0'),
    device('node1', 'host', 3, 'eth0.100'),
    device('node1', 'blue', 2, 'eth0'),
    podElement('node1', 'default', 'web', 'blue'),
    podElement('node1', 'default', 'a', 'shared'),
    podElement('node1', 'default', 'b', 'shared'),
    podElement('node1', 'kube-system', 'proxy', 'host'),
  ],
  edges: [],
  services: [],
  diagnostics: [],
};
const names = placeNames(topology);

test.each([
  [
    'iptables of netns/node1/blue were not captured: taken for empty',
    'iptables of pod default/web were not captured: taken for empty',
  ],
  // Whichever pods share it.
  [
    'IPv4 forwarding of netns/node1/host, which was not captured, is on',
    'IPv4 forwarding of node node1, which was not captured, is on',
  ],
  [
    'it arrives at 10.0.0.2 of netns/node1/blue-2',
    'it arrives at 10.0.0.2 of namespace node1/blue-2',
  ],
  ['netns/node1/shared has no route', 'pods default/a and default/b has no route'],
  [
    'rp_filter of if/node1/blue/eth0, which was not captured, is off',
    'rp_filter of eth0 of pod default/web, which was not captured, is off',
  ],
  // Names hold dots: the longest that is one counts.
  ['comes in by if/node1/host/eth0.100.', 'comes in by eth0.100 of node node1.'],
  // Not there, or only the beginning of another.
  ['netns/node1/red has none', 'netns/node1/red has none'],
  ['netns/node1/blues has none', 'netns/node1/blues has none'],
  ['/run/netns/node1/blue has none', '/run/netns/node1/blue has none'],
])('%s', (text, words) => {
  expect(withNames(text, names)).toBe(words);
});

test('an id in a text is a part of its own, to be a link', () => {
  expect(namedParts('of netns/node1/blue: none', names)).toEqual([
    { kind: 'text', text: 'of ' },
    { kind: 'place', id: netnsId('node1', 'blue'), text: 'pod default/web' },
    { kind: 'text', text: ': none' },
  ]);
});
