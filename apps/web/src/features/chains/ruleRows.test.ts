import { indexChains } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { readExample } from '../../../../../packages/parsers/src/testing/readExample.ts';
import { fittingRows, ruleRows } from './ruleRows.ts';

const nat = readExample('calico-single-node.md')
  .snapshot.nodes.flatMap(({ namespaces }) => namespaces)
  .flatMap(({ iptables }) => iptables)
  .find(({ table, family }) => table === 'nat' && family === 4);
if (!nat) throw new Error('no table');
const index = indexChains(nat);
const chain = index.chain('PREROUTING');
if (!chain) throw new Error('no chain');
const rows = ruleRows(index, chain, new Set(['1']));
const found = (filter: string) => fittingRows(rows, filter).map(({ key }) => key);

describe('rules of a chain', () => {
  test('stand with those of an expanded jump below it', () => {
    expect(rows.map(({ key, depth }) => [key, depth])).toEqual([
      ['1', 0],
      ['1.1', 1],
      ['2', 0],
    ]);
  });

  test.each([
    ['', ['1', '1.1', '2']],
    ['cali-prerouting', ['1', '1.1']],
    ['FIP-dnat', ['1.1']],
    ['portals service', ['2']],
    ['jump fip', ['1.1']],
    ['portals fip', []],
  ])('are found by %j', (filter, keys) => {
    expect(found(filter)).toEqual(keys);
  });
});
