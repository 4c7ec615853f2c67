import type { NftChain, NftHook, NftTable } from '@vethscope/model';
import { expect, test } from 'vitest';
import { nftRows } from './nftRows.ts';

const evidence = { file: 'test', line: 1, endLine: 1 };

function chain(name: string, hook?: NftHook, priority = 0): NftChain {
  const base = hook && { type: 'filter', hook, priority, policy: 'accept' as const };
  const rule = { number: 1, statements: [{ kind: 'match' as const, text: `tcp dport ${name}` }] };
  return { name, ...(base && { base }), rules: [{ ...rule, evidence }], evidence };
}

const TABLE: NftTable = {
  family: 'inet',
  name: 'x',
  managedBy: 'others',
  isDormant: false,
  chains: [
    chain('own'),
    chain('late', 'input', 10),
    chain('early', 'input', -10),
    chain('pre', 'prerouting'),
  ],
  sets: [
    { name: 'ports', kind: 'set', type: 'inet_service', flags: [], elements: ['22'], evidence },
  ],
  evidence,
};

test('base chains stand in the order in which a packet meets them', () => {
  expect(nftRows(TABLE, '').map(({ key }) => key)).toEqual([
    'chain pre',
    'chain early',
    'chain late',
    'chain own',
    'set ports',
  ]);
});

test.each([
  ['INPUT', ['chain early', 'chain late']],
  ['dport own', ['chain own']],
  ['@ports 22', ['set ports']],
  ['nothing like it', []],
])('the filter %j finds names, hooks, rules and elements', (filter, keys) => {
  expect(nftRows(TABLE, filter).map(({ key }) => key)).toEqual(keys);
});
