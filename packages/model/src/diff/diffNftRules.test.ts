import { describe, expect, test } from 'vitest';
import { netnsId } from '../ids.ts';
import type { NftTable } from '../snapshot/nftTable.ts';
import { at } from '../testing/builders.ts';
import { diffNftRules } from './diffNftRules.ts';

/** Rules of the one chain of a table, as nft prints them; without any the chain is not there. */
function table(...rules: readonly string[]): NftTable {
  const chain = {
    name: 'in',
    rules: rules.map((text, i) => ({
      number: i + 1,
      statements: [{ kind: 'rule' as const, text }],
      evidence: at(i + 1),
    })),
    evidence: at(1),
  };
  return {
    ...{ family: 'inet', name: 'edge', managedBy: 'others', isDormant: false, evidence: at(1) },
    rules: rules.length,
    chains: rules.length === 0 ? [] : [chain],
  };
}

const ID = netnsId('a', 'host');
const told = (before: readonly NftTable[], after: readonly NftTable[]) =>
  diffNftRules(ID, before, after).map(({ place, before: old, after: now }) =>
    [place, old && `- ${old.number} ${old.text}`, now && `+ ${now.number} ${now.text}`]
      .filter(Boolean)
      .join(' '),
  );

const SSH = 'tcp dport 22 counter accept';
const DNS = 'udp dport 53 accept';

describe('rules of nftables', () => {
  test.each([
    ['came', [table(SSH)], [table(SSH, DNS)], [`inet edge in + 2 ${DNS}`]],
    ['went with its chain', [table(DNS)], [table()], [`inet edge in - 1 ${DNS}`]],
    ['moved', [table(DNS, 'drop')], [table('drop', DNS)], [`inet edge in - 2 drop + 1 drop`]],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after)).toEqual(changes);
  });

  test.each([
    ['a table that only one of them has', [table(DNS)], []],
    ['a table of another family', [table(DNS)], [{ ...table('drop'), family: 'ip' as const }]],
  ])('are not told of for %s', (_, before, after) => {
    expect(told(before, after)).toEqual([]);
  });

  test('cannot be compared where one side does not show them', () => {
    const { chains: _, ...named } = table();
    const redacted = table(DNS);
    const [chain] = redacted.chains ?? [];
    const [rule] = chain?.rules ?? [];
    if (!chain || !rule) throw new Error('no rule');
    const { statements: __, ...bare } = rule;
    expect(told([table(DNS)], [named])).toEqual([]);
    const { rules: ___, ...cut } = table();
    expect(told([table(DNS)], [cut])).toEqual([]);
    expect(told([table(DNS)], [{ ...redacted, chains: [{ ...chain, rules: [bare] }] }])).toEqual(
      [],
    );
  });
});
