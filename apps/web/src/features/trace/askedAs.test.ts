import type { Topology } from '@vethscope/model';
import { expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { askedAs } from './askedAs.ts';

const { snapshot, topology } = readExample('calico-single-node.md');
const index = indexCapture(snapshot, topology);
const NODE = 'calico-single-node';

test.each([
  ['pod/kube-system/coredns-7db6d8ff4d-slnrj', 'kube-system/coredns-7db6d8ff4d-slnrj'],
  [`node/${NODE}`, NODE],
  // The node's own namespace is the node.
  [`netns/${NODE}/host`, NODE],
  // The namespace of one pod is that pod.
  [`netns/${NODE}/e3e2e0a1-062b-480a-a483-660254e2abe0`, 'kube-system/coredns-7db6d8ff4d-slnrj'],
  [`if/${NODE}/host/eth1`, NODE],
  ['ext/gateway/172.16.0.254', '172.16.0.254'],
  // A network is no end, and a service sends nothing.
  ['ext/network/172.16.0.0/24', undefined],
  ['service/kube-system/kube-dns', undefined],
  ['if/x/y/z', undefined],
])('from %s is written %s', (id, text) => {
  expect(askedAs(index, id, 'from')).toBe(text);
});

test.each([
  ['service/kube-system/kube-dns', 'kube-system/kube-dns'],
  [`if/${NODE}/host/eth1`, '10.0.0.11'],
  // It has no address of its own: what is behind it is the node.
  [`if/${NODE}/host/cali9d04617f188`, NODE],
])('to %s is written %s', (id, text) => {
  expect(askedAs(index, id, 'to')).toBe(text);
});

test('a node that nobody looked into has no ends', () => {
  const seen: Topology = {
    ...topology,
    nodes: topology.nodes.map((node) =>
      node.kind === 'node' ? { ...node, captured: false } : node,
    ),
  };
  expect(askedAs(indexCapture(snapshot, seen), `node/${NODE}`, 'to')).toBeUndefined();
});
