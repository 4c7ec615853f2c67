import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { nft } from './command.ts';
import { parseNft } from './parse.ts';
import { priorityOf } from './priority.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseNft(text, undefined, argv),
);

function read(command: string, ...lines: string[]) {
  const { diagnostics, coverage, facts } = nft.read(
    `${lines.join('\n')}\n`,
    { file: '-', firstLine: 1 },
    command.split(' '),
  );
  const remarks = diagnostics.map(({ line, endLine, severity, message }) => {
    return `${line}-${endLine} ${severity}: ${message}`;
  });
  return { tables: facts.nftTables ?? [], captured: facts.captured, coverage, remarks };
}

const METAINFO =
  '{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5", "json_schema_version": 1}}';

describe('a table of a name that iptables has, too', () => {
  test.each([
    ['ip filter', 'INPUT', 'iptables'],
    ['ip6 filter', 'FORWARD', 'iptables'],
    // Debian's own /etc/nftables.conf of old.
    ['ip filter', 'input', 'others'],
    ['inet filter', 'INPUT', 'others'],
    ['ip docker', 'FORWARD', 'others'],
  ])('%s with a base chain %s is managed by %s', (table, chain, expected) => {
    const { tables } = read(
      'nft list ruleset',
      `table ${table} {`,
      `	chain ${chain} {`,
      '		type filter hook input priority filter; policy accept;',
      '	}',
      '}',
    );
    expect(tables.map(({ managedBy }) => managedBy)).toEqual([expected]);
  });
});

describe('a table that lets everything pass', () => {
  test.each([
    [
      'without a rule in its base chain',
      '		type filter hook input priority 0; policy accept;',
      [],
    ],
    ['without a base chain', '		drop', []],
    [
      'but for its policy',
      '		type filter hook input priority 0; policy drop;',
      ['1-5 info: nft table inet edge is shown, a trace does not judge it: 1 base chain, 0 rules'],
    ],
  ])('%s', (_, line, remarks) => {
    const found = read('nft list ruleset', 'table inet edge {', '	chain x {', line, '	}', '}');
    expect(found.remarks).toEqual(remarks);
  });

  test('because it is dormant', () => {
    const { tables, remarks } = read(
      'nft list ruleset',
      'table inet edge {',
      '	flags dormant',
      '	chain in {',
      '		type filter hook input priority 0; policy drop;',
      '	}',
      '}',
    );
    expect(tables).toMatchObject([{ isDormant: true }]);
    expect(remarks).toEqual([]);
  });
});

test('a rule that goes on in the next line is one', () => {
  const { tables } = read(
    'nft list ruleset',
    'table ip edge {',
    '	chain in {',
    '		type filter hook input priority 0; policy accept;',
    '		ip saddr { 10.0.0.1, 10.0.0.2,',
    '			   10.0.0.3 } drop',
    '		tcp dport 22 accept',
    '	}',
    '}',
  );
  expect(tables).toMatchObject([{ rules: 2, hooks: [{ chain: 'in', rules: 2 }] }]);
});

test('what a rule says of rules is no rule: a comment in JSON', () => {
  const rule = {
    family: 'inet',
    table: 'edge',
    chain: 'in',
    comment: '{"rule": {"family": "inet"',
  };
  const { tables } = read(
    'nft -j list ruleset',
    JSON.stringify({
      nftables: [
        { table: { family: 'inet', name: 'edge' } },
        { chain: { family: 'inet', table: 'edge', name: 'in', hook: 'input', prio: 0 } },
        { rule },
        // As `jq -S` sorts the fields.
        { rule: { chain: 'in', expr: [], family: 'inet', table: 'edge' } },
      ],
    }),
  );
  expect(tables).toMatchObject([{ rules: 2, hooks: [{ chain: 'in', rules: 2 }] }]);
});

test('JSON that is cut off yields what is there, and says so', () => {
  const { tables, remarks } = read(
    'nft -j list ruleset',
    `{"nftables": [${METAINFO}, {"table": {"family": "ip", "name": "nat", "handle": 1}}, {"chain": {"fam`,
  );
  expect(tables).toMatchObject([{ family: 'ip', name: 'nat', hooks: [] }]);
  expect(remarks).toEqual([
    '1-1 warning: broken or cut off JSON: tables, chains or rules may be missing',
  ]);
});

test.each([
  ['filter', 'inet', 0],
  ['filter', 'bridge', -200],
  ['dstnat + 10', 'inet', -90],
  ['mangle - 5', 'ip', -155],
  ['-500', 'netdev', -500],
  ['0', 'ip6', 0],
] as const)('priority %s in family %s is %d', (text, family, expected) => {
  expect(priorityOf(text, family)).toBe(expected);
});

describe('what a listing settles', () => {
  const TABLE = ['table inet filter {', '}'];
  test.each([
    ['nft list ruleset', TABLE, ['nftTables']],
    ['nft -j list ruleset', [`{"nftables": [${METAINFO}]}`], ['nftTables']],
    ['nft list tables', ['table ip nat'], ['nftTables']],
    ['nft list ruleset inet', TABLE, []],
    ['nft list table inet filter', TABLE, []],
    ['nft list chains', TABLE, []],
    ['nft list ruleset', ['Operation not permitted (you must be root)'], []],
  ])('%s', (command, lines, expected) => {
    const { captured, coverage } = read(command, ...lines);
    expect(captured).toEqual(expected);
    expect(coverage.unrecognized).toBe(lines[0]?.startsWith('Operation') ? 1 : 0);
  });

  test('of names alone not where packets come in', () => {
    const { tables } = read('nft list tables', 'table inet firewalld');
    expect(tables.map(({ hooks }) => hooks)).toEqual([undefined]);
  });
});

test('a part of a ruleset is kept as it is', () => {
  const { tables, remarks } = read('nft list sets', 'table inet x {', '}');
  expect(tables).toEqual([]);
  expect(remarks).toEqual(['1-2 info: a part of a ruleset: kept as it is, not read']);
});

test.each([
  ['nft list ruleset', true],
  ['nft -j list ruleset', true],
  ['nft -a list table ip nat', true],
  ['nft add table ip x', false],
  ['nft monitor', false],
  ['iptables list ruleset', false],
])('%s is ours: %s', (command, expected) => {
  expect(nft.accepts(command.split(' '))).toBe(expected);
});

test.each([
  ['table ip filter {\n}\n', true],
  [`{"nftables": [${METAINFO}]}\n`, true],
  ['# Warning: table ip nat is managed by iptables-nft, do not touch!\ntable ip nat {\n}\n', true],
  ['table of contents\n', false],
])('%j is recognized: %s', (text, isOurs) => {
  expect(nft.recognizes(text)).toEqual(isOurs ? ['nft', 'list', 'ruleset'] : undefined);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...['', 'table ip x {', '}', '	chain y {', '		drop', '	set z {', 'Error: x'],
      ...['		type filter hook input priority 0;', `{"nftables": [${METAINFO}]}`],
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseNft(text, undefined, ['nft', 'list', 'ruleset']);
      const { understood, ignored, unsupported, unrecognized } = coverage;
      expect(understood + ignored + unsupported + unrecognized).toBe(
        text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length,
      );
    }),
    { seed: 1, numRuns: 300 },
  );
});
