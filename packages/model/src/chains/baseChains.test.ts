import { describe, expect, test } from 'vitest';
import type { IptablesTable, TableName } from '../snapshot/iptables.ts';
import type { NftTable } from '../snapshot/nftTable.ts';
import { at } from '../testing/builders.ts';
import { type BaseChain, bridgeStations, deviceStations, hookStations } from './baseChains.ts';

function table(
  name: TableName,
  chains: readonly string[],
  backend: 'nft' | 'legacy' = 'nft',
): IptablesTable {
  return {
    family: 4,
    table: name,
    form: 'save',
    backend,
    partial: false,
    chains: chains.map((chain) => ({
      name: chain,
      ...(chain === chain.toUpperCase() && { policy: 'ACCEPT' as const }),
      rules: [],
      evidence: at(1),
    })),
    evidence: at(1),
  };
}

function nft(over: Partial<NftTable>): NftTable {
  return {
    family: 'inet',
    name: 'firewalld',
    managedBy: 'others',
    isDormant: false,
    hooks: [
      { chain: 'early', type: 'filter', hook: 'prerouting', priority: -290, policy: 'accept' },
      { chain: 'in', type: 'filter', hook: 'input', priority: 10, policy: 'drop' },
    ],
    evidence: at(1),
    ...over,
  };
}

function nameOf(chain: BaseChain): string {
  return chain.kind === 'iptables'
    ? `${chain.table.table}${chain.table.backend === 'legacy' ? ' legacy' : ''}`
    : `${chain.table.name} ${chain.base.chain}`;
}

function order(
  tables: readonly IptablesTable[],
  nftTables: readonly NftTable[] = [],
): Record<string, readonly string[]> {
  const stations = hookStations({ family: 4, tables, nftTables, listed: 'all tables' });
  return Object.fromEntries(stations.map(({ hook, chains }) => [hook, chains.map(nameOf)]));
}

const ALL = [
  table('filter', ['INPUT', 'FORWARD', 'OUTPUT', 'own']),
  table('nat', ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']),
  table('raw', ['PREROUTING', 'OUTPUT']),
  table('security', ['INPUT', 'FORWARD', 'OUTPUT']),
  table('mangle', ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']),
];

describe('hookStations', () => {
  test('tables stand in the order of the priorities that iptables-nft gives them', () => {
    expect(order(ALL)).toEqual({
      PREROUTING: ['raw', 'mangle', 'nat'],
      INPUT: ['mangle', 'filter', 'nat', 'security'],
      FORWARD: ['mangle', 'filter', 'security'],
      OUTPUT: ['raw', 'mangle', 'nat', 'filter', 'security'],
      POSTROUTING: ['mangle', 'nat'],
    });
  });

  test('the legacy security table stands before the translation of sources', () => {
    const legacy = ALL.map((one) => ({ ...one, backend: 'legacy' as const }));
    expect(order(legacy)['INPUT']).toEqual([
      'mangle legacy',
      'filter legacy',
      'security legacy',
      'nat legacy',
    ]);
  });

  test('base chains of nftables stand between them by their priority', () => {
    const { PREROUTING, INPUT } = order(ALL, [nft({})]);
    expect(PREROUTING).toEqual(['raw', 'firewalld early', 'mangle', 'nat']);
    expect(INPUT).toEqual(['mangle', 'filter', 'firewalld in', 'nat', 'security']);
  });

  test.each([
    ['of the other family', nft({ family: 'ip6' })],
    ['of a bridge', nft({ family: 'bridge' })],
    ['dormant', nft({ isDormant: true })],
    ['made by iptables, which lists it', nft({ managedBy: 'iptables' })],
  ])('a table of nftables that is %s is not met', (_, foreign) => {
    expect(order([], [foreign])).toEqual(order([]));
  });

  test('a table that nobody listed is unknown where it would be met', () => {
    const stations = hookStations({
      family: 4,
      tables: [table('nat', ['PREROUTING'])],
      nftTables: [],
      listed: 'these tables',
    });
    expect(stations.map(({ hook, unlisted }) => [hook, unlisted])).toEqual([
      ['PREROUTING', ['raw', 'mangle']],
      ['INPUT', ['mangle', 'filter', 'security']],
      ['FORWARD', ['mangle', 'filter', 'security']],
      ['OUTPUT', ['raw', 'mangle', 'filter', 'security']],
      ['POSTROUTING', ['mangle']],
    ]);
  });
});

describe('deviceStations', () => {
  const base = { type: 'filter', hook: 'ingress', policy: 'accept' } as const;
  const edge = nft({
    family: 'netdev',
    name: 'edge',
    hooks: [
      { ...base, chain: 'late', priority: 10, devices: ['eth1', 'eth0'] },
      { ...base, chain: 'early', priority: -500, devices: ['eth0'] },
      { ...base, chain: 'somewhere', priority: 0 },
      { ...base, chain: 'out', hook: 'egress', priority: 0, devices: ['eth0'] },
    ],
  });
  const of = (tables: readonly NftTable[], hook: 'ingress' | 'egress') =>
    deviceStations(tables, hook).map(({ device, chains }) => [device, chains.map(nameOf)]);

  test('each device has its chains by priority; one without a device is none of them', () => {
    const inet = nft({
      name: 'both',
      hooks: [{ ...base, chain: 'in', priority: -20, devices: ['eth1'] }],
    });
    expect(of([edge, inet], 'ingress')).toEqual([
      ['eth0', ['edge early', 'edge late']],
      ['eth1', ['both in', 'edge late']],
      [undefined, ['edge somewhere']],
    ]);
    expect(of([edge, inet], 'egress')).toEqual([['eth0', ['edge out']]]);
  });

  test('a dormant table sees no packet', () => {
    expect(of([{ ...edge, isDormant: true }], 'ingress')).toEqual([]);
  });
});

describe('bridgeStations', () => {
  test('chains of a bridge stand at their hooks by priority', () => {
    const filter = { type: 'filter', policy: 'drop' } as const;
    const tables = [
      nft({
        family: 'bridge',
        name: 'b',
        hooks: [
          { ...filter, chain: 'late', hook: 'forward', priority: 0 },
          { ...filter, chain: 'f', hook: 'forward', priority: -200 },
        ],
      }),
      nft({ hooks: [{ ...filter, chain: 'of IP', hook: 'forward', priority: 0 }] }),
    ];
    expect(bridgeStations(tables).map(({ hook, chains }) => [hook, chains.map(nameOf)])).toEqual([
      ['PREROUTING', []],
      ['INPUT', []],
      ['FORWARD', ['b f', 'b late']],
      ['OUTPUT', []],
      ['POSTROUTING', []],
    ]);
  });

  test('there is no bridge to show where no table has a chain there', () => {
    expect(bridgeStations([nft({}), nft({ family: 'bridge', hooks: [] })])).toEqual([]);
  });
});
