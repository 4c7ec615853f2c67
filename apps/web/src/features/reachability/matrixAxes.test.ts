import { expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { filtered, groupStarts, podTargets, senders, serviceTargets } from './matrixAxes.ts';

const { topology } = readExample('calico-single-node.md');

test('the pods of the example, by namespace and name', () => {
  const all = senders(topology);
  expect(all).toHaveLength(14);
  expect(all[0]).toEqual({
    group: 'calico-apiserver',
    title: 'calico-apiserver-56cc46c8d5-6df76',
    from: 'calico-apiserver/calico-apiserver-56cc46c8d5-6df76',
  });
  // calico-apiserver 2, calico-system 4, kube-system 7, tigera-operator 1
  expect(groupStarts(all)).toEqual([0, 2, 6, 13]);
});

test('each port of each service, asked with its own protocol', () => {
  const dns = serviceTargets(topology).filter(({ group }) => group === 'kube-system');
  expect(dns.map(({ title, request }) => [title, request])).toEqual([
    ['kube-dns 53/udp', { to: 'kube-system/kube-dns', proto: 'udp', dport: 53 }],
    ['kube-dns 53/tcp', { to: 'kube-system/kube-dns', proto: 'tcp', dport: 53 }],
    ['kube-dns 9153/tcp', { to: 'kube-system/kube-dns', proto: 'tcp', dport: 9153 }],
  ]);
});

test('pods are asked all the same, ICMP without a port', () => {
  const [first] = podTargets(topology, { proto: 'icmp', dport: 80 });
  expect(first?.request).toEqual({
    to: 'calico-apiserver/calico-apiserver-56cc46c8d5-6df76',
    proto: 'icmp',
  });
  expect(podTargets(topology, { proto: 'tcp', dport: 80 })[0]?.request.dport).toBe(80);
});

test.each([
  [undefined, 14],
  ['', 14],
  ['kube-system', 7],
  ['KUBE-system coredns', 2],
  ['calico-system/calico', 3],
  ['nothing of this', 0],
])('the filter %j leaves %d', (text, count) => {
  expect(filtered(senders(topology), text)).toHaveLength(count);
});
