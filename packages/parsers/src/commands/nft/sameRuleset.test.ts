import { readFileSync } from 'node:fs';
import type { NftTable } from '@vethscope/model';
import { expect, test } from 'vitest';
import { parseNft } from './parse.ts';

/** One ruleset as nft prints it in both ways: what is made of the JSON nft itself has written as text. */

function textOf(file: string): string {
  const url = new URL(`./fixtures/same-ruleset/debian12-nftables-1.0.6--${file}`, import.meta.url);
  return readFileSync(url, 'utf8');
}

function listed(file: string): readonly NftTable[] {
  return parseNft(textOf(file), undefined, ['nft', 'list', 'ruleset']).records;
}

const fromJson = listed('edge.json.txt');
const fromText = listed('edge.txt');

test('rules in JSON read as nft prints them', () => {
  const linesOf = (tables: readonly NftTable[]) =>
    tables.flatMap(({ family, name, chains = [] }) =>
      chains.flatMap((chain) =>
        chain.rules.map(({ statements = [], comment }) => {
          const said = comment === undefined ? [] : [`comment "${comment}"`];
          const words = [...statements.map(({ text }) => text), ...said].join(' ');
          return `${family} ${name} ${chain.name}: ${words}`;
        }),
      ),
    );
  const lines = linesOf(fromJson);
  expect(lines).toEqual(linesOf(fromText));
  expect(lines).toHaveLength(30);
});

test('no statement of them is unknown', () => {
  const kinds = fromJson.flatMap(({ chains = [] }) =>
    chains.flatMap(({ rules }) => rules.flatMap(({ statements = [] }) => statements)),
  );
  expect(kinds.filter(({ kind }) => kind === 'unknown')).toEqual([]);
});

test('the evidence of a rule in JSON is its own object in the one line', () => {
  const text = textOf('edge.json.txt');
  const rules = fromJson[0]?.chains?.flatMap((chain) => chain.rules) ?? [];
  expect(rules).toHaveLength(28);
  for (const { handle, evidence } of rules) {
    const { from = 0, to = 0 } = evidence.columns ?? {};
    expect(JSON.parse(text.slice(from - 1, to))).toMatchObject({ table: 'edge', handle });
  }
});

test('both ways tell the same of chains and of where packets go on', () => {
  const ways = (tables: readonly NftTable[]) =>
    tables.map(({ chains = [] }) =>
      chains.map(({ name, base, rules }) => [
        name,
        // nft 1.0.6 leaves the devices out of its JSON.
        base && { ...base, devices: undefined },
        rules.flatMap(({ number, statements = [] }) =>
          statements.flatMap(({ jumps = [] }) => jumps.map((jump) => ({ number, ...jump }))),
        ),
      ]),
    );
  expect(ways(fromJson)).toEqual(ways(fromText));
});

test.each([
  ['JSON', fromJson],
  ['text', fromText],
])('what a rule has counted is beside what it says, in %s', (_, tables) => {
  const rules = tables[0]?.chains?.find(({ name }) => name === 'input')?.rules ?? [];
  expect(rules.map(({ counters }) => counters)).toEqual([
    ...[undefined, undefined, { packets: 0, bytes: 0, rounded: false }, undefined, undefined],
  ]);
  const words = rules[2]?.statements?.map(({ text }) => text).join(' ');
  expect(words).toBe('meta l4proto . th dport @allowed_ports counter accept');
});

test.each([
  ['JSON', fromJson],
  ['text', fromText],
])('sets and maps with their elements, in %s', (_, tables) => {
  expect(tables[0]?.sets).toMatchObject([
    {
      name: 'blocklist',
      kind: 'set',
      type: 'ipv4_addr',
      flags: ['interval'],
      comment: 'who is not let in',
      elements: ['198.51.100.7', '203.0.113.0/24'],
    },
    {
      name: 'allowed_ports',
      type: 'inet_proto . inet_service',
      elements: ['tcp . 22', 'udp . 53'],
    },
    // nft 1.0.6 tells of `dynamic` only in text.
    { name: 'seen', flags: expect.arrayContaining(['timeout']), elements: [] },
    {
      name: 'backends',
      kind: 'map',
      type: 'inet_service : ipv4_addr',
      elements: ['80 : 10.0.0.80', '443 : 10.0.0.81'],
    },
    {
      name: 'zones',
      type: 'ifname : verdict',
      elements: ['lo : accept', 'eth0 : jump from_outside'],
      jumps: [{ kind: 'jump', chain: 'from_outside' }],
    },
  ]);
});

test('a statement that nobody knows is shown as it is, counted, and told of', () => {
  const rule = {
    family: 'inet',
    table: 'x',
    chain: 'in',
    expr: [{ teleport: { to: 1 } }, { drop: null }],
  };
  const text = JSON.stringify({
    nftables: [
      { table: { family: 'inet', name: 'x' } },
      { chain: { family: 'inet', table: 'x', name: 'in', hook: 'input', prio: 0 } },
      { rule },
    ],
  });
  const { records, diagnostics } = parseNft(text, undefined, ['nft', '-j', 'list', 'ruleset']);
  expect(records[0]?.chains?.[0]?.rules[0]?.statements).toEqual([
    { kind: 'unknown', text: '{"teleport":{"to":1}}' },
    { kind: 'verdict', text: 'drop' },
  ]);
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'info: nft table inet x is shown, a trace does not judge it: 1 base chain, 1 rule',
    'warning: nft table inet x: 1 statement is not known: {"teleport":{"to":1}}',
  ]);
});

test.each([
  ['device "lo"', ['lo']],
  ['device lo', ['lo']],
  ['devices = { eth0, eth1 }', ['eth0', 'eth1']],
  ['devices = { "eth0", "eth1" }', ['eth0', 'eth1']],
])('%s of a base chain', (words, devices) => {
  const lines = [
    'table netdev x {',
    '\tchain in {',
    `\t\ttype filter hook ingress ${words} priority filter - 10; policy drop;`,
    '\t}',
    '}',
  ];
  const { records } = parseNft(lines.join('\n'), undefined, ['nft', 'list', 'ruleset']);
  const base = { type: 'filter', hook: 'ingress', priority: -10, policy: 'drop', devices };
  expect(records[0]?.hooks).toEqual([{ chain: 'in', ...base, rules: 0 }]);
});

test.each([
  ['eth0', ['eth0']],
  [
    ['eth0', 'eth1'],
    ['eth0', 'eth1'],
  ],
])('devices of a base chain in JSON: %j', (dev, devices) => {
  const chain = { family: 'netdev', table: 'x', name: 'out', hook: 'egress', prio: 5, dev };
  const text = JSON.stringify({
    nftables: [{ table: { family: 'netdev', name: 'x' } }, { chain }],
  });
  const { records } = parseNft(text, undefined, ['nft', '-j', 'list', 'ruleset']);
  expect(records[0]?.chains?.[0]?.base).toMatchObject({ hook: 'egress', priority: 5, devices });
});

test('sets of all kinds have the same elements in both ways', () => {
  const elementsOf = (file: string) =>
    listed(file).flatMap(({ sets = [] }) =>
      sets.map(({ name, kind, comment, elements, jumps }) => ({
        ...{ name, kind, comment, jumps },
        elements: elements.map(plain).sort(),
      })),
    );
  const inText = elementsOf('sets.txt');
  expect(inText).toHaveLength(13);
  expect(inText).toEqual(elementsOf('sets.json.txt'));
});

/** Of a timeout JSON has rounded seconds, of marks plain numbers. */
function plain(element: string): string {
  const text = element.replace(/ timeout \w+ expires \w+/, '');
  return text.replace(/0x[\da-f]+/g, (hex) => String(Number(hex)));
}

test('a line of a set that nobody knows is told of', () => {
  const text = ['table inet x {', '\tset a {', '\t\ttype ipv4_addr', '\t\tmood bad', '\t}', '}'];
  const { records, diagnostics } = parseNft(text.join('\n'), undefined, ['nft', 'list', 'ruleset']);
  expect(records[0]?.sets).toMatchObject([{ name: 'a', type: 'ipv4_addr', elements: [] }]);
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toContain(
    'warning: nft set a: 1 line is not known: mood bad',
  );
});
