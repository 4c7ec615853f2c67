import { chainNamer, indexChains } from '@vethscope/model';
import { expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { chainsCsv, rulesCsv } from './chainsCsv.ts';
import { ruleRows } from './ruleRows.ts';

const { snapshot, topology } = readExample('calico-single-node.md');
const nat = snapshot.nodes
  .flatMap(({ namespaces }) => namespaces)
  .flatMap(({ iptables }) => iptables)
  .find(({ table, family }) => table === 'nat' && family === 4);
if (!nat) throw new Error('no table');
const index = indexChains(nat);

test('chains with what they are for and who leads to them', () => {
  const [head, ...rows] = chainsCsv(nat.chains, index, chainNamer(topology, index));
  expect(head).toEqual(['Chain', 'Meaning', 'Policy', 'Rules', 'References', 'Source']);
  const row = rows.find(([name]) => name === 'KUBE-SVC-TCOU7JCQXEZGVUNU');
  expect(row).toEqual([
    ...['KUBE-SVC-TCOU7JCQXEZGVUNU', 'kube-system/kube-dns:dns', '', '3', '1'],
    'calico-single-node.md:898',
  ]);
});

test('rules of a jump that is expanded stand below it', () => {
  const chain = index.chain('PREROUTING');
  if (!chain) throw new Error('no chain');
  const csv = rulesCsv(ruleRows(index, chain, new Set(['1'])));
  expect(csv.slice(0, 3)).toEqual([
    ['Rule', 'Chain', 'Conditions', 'Action', 'Comment', 'Packets', 'Bytes', 'Source'],
    [
      ...['1', 'PREROUTING', '', 'jump to cali-PREROUTING', 'cali:6gwbT8clXdHdC1b1', '', ''],
      'calico-single-node.md:751',
    ],
    [
      ...['1.1', 'cali-PREROUTING', '', 'jump to cali-fip-dnat', 'cali:r6XmIziWUJsdOK6Z', '', ''],
      'calico-single-node.md:916',
    ],
  ]);
});
