import type { NftRule, NftStatement, NftTable } from '@vethscope/model';
import { expect, test } from 'vitest';
import { nftPackets } from './nftPackets.ts';

const evidence = { file: 'a', line: 1, endLine: 1 };

function rule(packets: number | undefined, ...statements: readonly NftStatement[]): NftRule {
  return {
    ...{ number: 1, statements, evidence },
    ...(packets !== undefined && { counters: { packets, bytes: 0, rounded: false } }),
  };
}

const COUNTER: NftStatement = { kind: 'action', text: 'counter' };
const jump = (chain: string): NftStatement => ({
  ...{ kind: 'verdict', text: `jump ${chain}` },
  jumps: [{ kind: 'jump', chain }],
});
const SSH: NftStatement = { kind: 'match', text: 'tcp dport 22' };

function packets(...rules: readonly NftRule[]): Record<string, number> {
  const table: NftTable = {
    ...{ family: 'inet', name: 'edge', managedBy: 'others', isDormant: false, evidence },
    chains: [{ name: 'input', rules, evidence }],
    sets: [
      {
        ...{ name: 'zones', kind: 'map', type: 'ifname : verdict', flags: [], evidence },
        elements: ['eth0 : jump mapped'],
        jumps: [{ kind: 'jump', chain: 'mapped' }],
      },
    ],
  };
  return Object.fromEntries(nftPackets(table));
}

test('adds up what rules counted that lead to a chain', () => {
  expect(packets(rule(3, SSH, COUNTER, jump('ssh')), rule(4, COUNTER, jump('ssh')))).toEqual({
    ssh: 7,
  });
});

test('a text listing has the same words in one', () => {
  const whole: NftStatement = {
    ...jump('ssh'),
    kind: 'rule',
    text: 'tcp dport 22 counter jump ssh',
  };
  expect(packets(rule(3, whole))).toEqual({ ssh: 3 });
});

test.each([
  [
    'a rule that does not count',
    [rule(3, COUNTER, jump('ssh')), rule(undefined, SSH, jump('ssh'))],
  ],
  ['a rule that counts before it asks', [rule(3, COUNTER, SSH, jump('ssh'))]],
  ['a map', [rule(3, COUNTER, jump('mapped'))]],
])('says nothing of a chain to which %s leads', (_, rules) => {
  expect(packets(...rules)).toEqual({});
});
