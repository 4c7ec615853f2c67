import type { Snapshot } from '@vethscope/model';
import { expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { searchEntries } from './searchEntries.ts';

const { snapshot, topology } = readExample('calico-single-node.md');
const evidence = { file: 'policies.txt', line: 2, endLine: 2 };

function policiesOf(captured: Snapshot) {
  const index = indexCapture(captured, topology);
  const entries = searchEntries({ id: 'a', files: [], snapshot: captured, topology, index });
  return [...entries].filter(({ group }) => group === 'Policies');
}

test('what Calico has in iptables, by its name', () => {
  expect(policiesOf(snapshot).map(({ title, about }) => `${title}: ${about}`)).toEqual([
    'allow-apiserver: NetworkPolicy in calico-apiserver',
    'kns.calico-apiserver: Calico profile',
    'kns.calico-system: Calico profile',
    'kns.kube-system: Calico profile',
    'ksa.calico-apiserver.calico-apiserver: Calico profile',
    'ksa.calico-system.calico-kube-controllers: Calico profile',
    'ksa.calico-system.default: Calico profile',
    'ksa.kube-system.coredns: Calico profile',
  ]);
});

test('a NetworkPolicy that nothing is known to carry out leads to its line, once', () => {
  const policy = { namespace: 'shop', name: 'web', podSelector: 'app=web', evidence };
  const [node] = snapshot.nodes;
  if (!node) throw new Error('no node');
  const listing = { ...node, kubernetes: { ...node.kubernetes, networkPolicies: [policy] } };
  const found = policiesOf({ ...snapshot, nodes: [listing, listing] });
  expect(found.filter(({ title }) => title === 'web')).toEqual([
    {
      ...{ group: 'Policies', kind: 'chain', title: 'web', about: 'NetworkPolicy in shop' },
      words: ['shop/web'],
      patch: { tab: 'evidence', evidence: 'policies.txt:2' },
    },
  ]);
});
