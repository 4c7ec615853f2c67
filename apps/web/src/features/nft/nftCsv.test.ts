import type { NftChain } from '@vethscope/model';
import { expect, test } from 'vitest';
import { nftRulesCsv, nftTableCsv } from './nftCsv.ts';

const evidence = { file: 'nft', line: 4, endLine: 4 };
const INPUT: NftChain = {
  name: 'input',
  base: { type: 'filter', hook: 'input', priority: -10, policy: 'drop' },
  rules: [
    {
      ...{ number: 1, handle: 7, comment: 'ssh', evidence },
      statements: [
        { kind: 'match', text: 'tcp dport 22' },
        { kind: 'action', text: 'counter' },
        { kind: 'verdict', text: 'accept' },
      ],
      counters: { packets: 3, bytes: 180, rounded: false },
    },
    { number: 2, evidence },
  ],
  evidence,
};

test('rules as nft writes them; what was left out is not an empty rule', () => {
  expect(nftRulesCsv(INPUT)).toEqual([
    ['Rule', 'Handle', 'Statements', 'Comment', 'Packets', 'Bytes', 'Source'],
    ['1', '7', 'tcp dport 22 counter accept', 'ssh', '3', '180', 'nft:4'],
    ['2', '', 'left out of this capture by redaction', '', '', '', 'nft:4'],
  ]);
});

test('chains with their hooks, sets with all elements', () => {
  const csv = nftTableCsv([
    { kind: 'chain', key: 'chain input', chain: INPUT },
    {
      ...{ kind: 'set', key: 'set ports' },
      set: {
        ...{ name: 'ports', kind: 'set', type: 'inet_service', flags: [], evidence },
        elements: ['22', '80'],
      },
    },
  ]);
  expect(csv.slice(1)).toEqual([
    ['chain', 'input', 'input', '-10', 'filter', 'drop', '2', '', 'nft:4'],
    ['set', 'ports', '', '', 'inet_service', '', '', '22, 80', 'nft:4'],
  ]);
});
