import { expect, test } from 'vitest';
import { isNamedIn } from './isNamedIn.ts';

test.each([
  ["cni0's pods are outside of the cluster CIDR", 'cni0', true],
  ['kube-system/coredns-7db6d8ff4d-slnrj hangs on cni0', 'coredns-7db6d8ff4d-slnrj', true],
  ['shop/nobody has no endpoints', 'shop/nobody', true],
  ['packets are lost', 'lo', false],
  ['coredns-7db6d8ff4d-slnrj hangs on cni0', 'coredns', false],
  ['veth1 has an MTU of 1500, its other end eth0 in blue 1400', 'eth0 in blue', true],
  ["eth0's other end is missing", 'eth0 in coredns-7db6d8ff4d-slnrj', false],
])('%s: names %s? %s', (text, name, expected) => {
  expect(isNamedIn(text, name)).toBe(expected);
});
