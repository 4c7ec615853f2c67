import type { IptablesTable } from '@vethscope/model';
import { diffRecords } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../testing/readCapture.ts';
import type { Side } from './detailsSide.ts';
import { ruleChanges } from './ruleChanges.ts';

const snapshotOf = (...rules: readonly string[]) => {
  const text = ['# iptables-save', '*filter', ':INPUT ACCEPT [0:0]', ...rules, 'COMMIT', ''];
  const files = [{ path: 'node1.txt', text: text.join('\n') }];
  return readCapture('a', [{ name: 'node1', files, diagnostics: [] }]).snapshot;
};
const BEFORE = snapshotOf('-A INPUT -i lo -j ACCEPT', '-A INPUT -j LOG', '-A INPUT -j DROP');
const AFTER = snapshotOf(
  ...[':own - [0:0]', '-A INPUT -i lo -j ACCEPT', '-A INPUT -j own', '-A INPUT -j DROP'],
);

function shown(side: Side) {
  const { changes } = diffRecords(BEFORE, AFTER);
  const id = changes[0]?.id;
  const table = (side === 'after' ? AFTER : BEFORE).nodes[0]?.namespaces[0]?.iptables[0];
  if (id === undefined || table === undefined) throw new Error('nothing was read');
  return { table, changes: ruleChanges(changes, side, id) };
}

const waysOf = ({ table, changes }: ReturnType<typeof shown>, of: string) =>
  table.chains
    .find(({ name }) => name === of)
    ?.rules.map(({ evidence }) => changes.at(evidence)?.way ?? 'same');

const texts = (changes: ReturnType<typeof shown>['changes'], table: IptablesTable, chain: string) =>
  changes.elsewhere(table, chain).map(({ text }) => text);

describe('ruleChanges', () => {
  test('says of each rule what became of it, on either side', () => {
    const [before, after] = [shown('before'), shown('after')];
    const count = after.changes.count(after.table, 'INPUT');
    expect(waysOf(after, 'INPUT')?.at(0)).toBe('same');
    expect(waysOf(after, 'INPUT')?.at(1)).toMatch(/came|changed/);
    expect(waysOf(before, 'INPUT')?.at(1)).toMatch(/went|changed/);
    expect(waysOf(before, 'INPUT')?.at(2)).toBe('same');
    expect(count).toBeGreaterThan(0);
    expect(before.changes.count(before.table, 'INPUT')).toBe(count);
  });

  test('marks a chain that came', () => {
    const { table, changes } = shown('after');
    const own = table.chains.find(({ name }) => name === 'own');
    expect(own && changes.at(own.evidence)?.way).toBe('came');
  });

  test('lists what only the other capture has, with its line there', () => {
    const { table, changes } = shown('after');
    expect(texts(changes, table, 'INPUT')).toEqual(['-A INPUT -j LOG']);
    expect(changes.elsewhere(table, 'INPUT')[0]?.evidence[0]?.line).toBe(5);
    const before = shown('before');
    expect(texts(before.changes, before.table, 'INPUT')).toEqual(['-A INPUT -j own']);
  });
});

describe('rules of nftables', () => {
  const match = (port: number) => ({
    match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: port },
  });
  /** All of it in one line, as nft prints JSON. */
  const nftSnapshot = (...ports: readonly number[]) => {
    const of = { family: 'inet', table: 'edge' };
    const text = JSON.stringify({
      nftables: [
        { table: { family: 'inet', name: 'edge' } },
        { chain: { ...of, name: 'input', hook: 'input', prio: 0 } },
        ...ports.map((port) => ({
          rule: { ...of, chain: 'input', expr: [match(port), { drop: null }] },
        })),
      ],
    });
    const files = [{ path: 'host/nft_-j_list_ruleset', text }];
    return readCapture('a', [{ name: 'node1', files, diagnostics: [] }]).snapshot;
  };

  test('are told from each other in one line, with what only the other capture has', () => {
    const after = nftSnapshot(22, 80);
    const { changes } = diffRecords(nftSnapshot(22, 443), after);
    const [netns] = after.nodes[0]?.namespaces ?? [];
    const [table] = netns?.nftTables ?? [];
    const id = changes.find(({ kind }) => kind === 'nftRule')?.id;
    if (!table || id === undefined) throw new Error('nothing was read');
    const shown = ruleChanges(changes, 'after', id);
    const rules = table.chains?.[0]?.rules ?? [];
    const ways = rules.map(({ evidence }) => shown.at(evidence)?.way ?? 'same');
    expect(ways).toEqual(['same', 'came']);
    expect(shown.elsewhere(table, 'input').map(({ text }) => text)).toEqual(['tcp dport 443 drop']);
    expect(shown.count(table, 'input')).toBe(2);
  });
});
