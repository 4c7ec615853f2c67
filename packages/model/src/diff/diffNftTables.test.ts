import { describe, expect, test } from 'vitest';
import type { NftSet, NftTable } from '../snapshot/nftTable.ts';
import { at, netns, node, snapshot } from '../testing/builders.ts';
import { diffRecords } from './diffRecords.ts';

function table(more: Partial<NftTable>): NftTable {
  return {
    ...{ family: 'inet', name: 'edge', managedBy: 'others', isDormant: false, evidence: at(1) },
    ...{ hooks: [], rules: 0, chains: [], sets: [] },
    ...more,
  };
}

function map(elements: readonly string[], flags: readonly string[] = []): NftTable {
  const set: NftSet = {
    ...{ name: 'ports', kind: 'map', type: 'inet_service : verdict' },
    ...{ flags, elements, evidence: at(2) },
  };
  return table({ sets: [set] });
}

function told(before: NftTable, after: NftTable): readonly string[] {
  const host = (one: NftTable) =>
    snapshot(node([netns('host', { captured: ['nftTables'], nftTables: [one] })]));
  return diffRecords(host(before), host(after)).changes.map(
    ({ place = '', before: old, after: now }) =>
      `${place}: ${old?.text ?? 'nothing'} → ${now?.text ?? 'nothing'}`,
  );
}

describe('elements of sets and maps', () => {
  test.each([
    ['came', map([]), map(['80 : drop']), ['inet edge @ports: nothing → 80 : drop']],
    ['went', map(['80 : drop']), map([]), ['inet edge @ports: 80 : drop → nothing']],
    [
      'went with their map',
      map(['80 : drop']),
      table({}),
      ['inet edge @ports: 80 : drop → nothing'],
    ],
    [
      'lead elsewhere',
      map(['80 comment "a" : drop', '81 : goto x']),
      map(['81 : goto x', '80 comment "b" : accept']),
      ['inet edge @ports: 80 comment "a" : drop → 80 comment "b" : accept'],
    ],
    [
      'stand in another order',
      map(['80 : drop', '81 : drop']),
      map(['81 : drop', '80 : drop']),
      [],
    ],
    ['were put in by a rule', map(['80'], ['timeout']), map(['81'], ['timeout']), []],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after)).toEqual(changes);
  });

  test('cannot be compared where one side leaves rules out', () => {
    const { rules: _, ...cut } = table({});
    expect(told(map(['80 : drop']), cut)).toEqual([]);
  });
});

describe('devices of a base chain', () => {
  const on = (...devices: readonly string[]) =>
    table({
      hooks: [
        {
          ...{ chain: 'in', type: 'filter', hook: 'ingress', priority: 0, policy: 'accept' },
          ...(devices.length > 0 && { devices }),
        },
      ],
    });

  test.each([
    ['another', on('eth0'), on('eth1'), 1],
    ['the same in another order', on('eth0', 'eth1'), on('eth1', 'eth0'), 0],
    ['not listed once', on('eth0'), on(), 0],
  ])('%s', (_, before, after, count) => {
    expect(told(before, after)).toHaveLength(count);
  });
});
