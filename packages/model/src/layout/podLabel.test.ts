import { expect, it } from 'vitest';
import { podLabel } from './podLabel.ts';

it.each([
  ['coredns-7db6d8ff4d-slnrj', 'coredns', '7db6d8ff4d-slnrj'],
  ['calico-node-6bn67', 'calico-node', '6bn67'],
  ['calico-kube-controllers-597855f5d-pvnh4', 'calico-kube-controllers', '597855f5d-pvnh4'],
  // Static pods and StatefulSets: nothing random in them.
  ['kube-scheduler-node1', 'kube-scheduler-node1', undefined],
  ['postgres-0', 'postgres-0', undefined],
  // Kubernetes makes no vowels, lest its names become words.
  ['reverse-proxy', 'reverse-proxy', undefined],
])('%s is %s and %s', (name, title, suffix) => {
  expect(podLabel(name)).toEqual(suffix === undefined ? { title } : { title, suffix });
});
