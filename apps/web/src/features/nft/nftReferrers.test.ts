import type { NftChain, NftTable } from '@vethscope/model';
import { expect, test } from 'vitest';
import { nftReferrers } from './nftReferrers.ts';

const evidence = { file: 'test', line: 1, endLine: 1 };

function chain(name: string, ...to: readonly string[]): NftChain {
  return {
    name,
    rules: to.map((target, i) => ({
      number: i + 1,
      statements: [
        { kind: 'match', text: 'tcp dport 22' },
        { kind: 'verdict', text: `jump ${target}`, jumps: [{ kind: 'jump', chain: target }] },
      ],
      evidence,
    })),
    evidence,
  };
}

test('a chain is led to by rules of several chains, and by a verdict map', () => {
  const table: NftTable = {
    family: 'inet',
    name: 'x',
    managedBy: 'others',
    isDormant: false,
    chains: [chain('a', 'c', 'c'), chain('b', 'c'), chain('c')],
    sets: [
      {
        ...{ name: 'zones', kind: 'map', type: 'ifname : verdict', flags: [], elements: [] },
        jumps: [{ kind: 'goto', chain: 'c' }],
        evidence,
      },
    ],
    evidence,
  };
  const found = nftReferrers(table);
  expect(found.get('c')?.map(({ kind, from }) => ({ kind, ...from }))).toEqual([
    { kind: 'jump', chain: 'a', rule: 1 },
    { kind: 'jump', chain: 'a', rule: 2 },
    { kind: 'jump', chain: 'b', rule: 1 },
    { kind: 'goto', map: 'zones' },
  ]);
  expect(found.get('a')).toBeUndefined();
});
