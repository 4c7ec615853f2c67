import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nft } from './command.ts';
import { keepRuleset } from './keepRuleset.ts';

/** nftables 1.0.6 on Debian 12. */
const TEXT = `table ip filter {
	chain input {
		type filter hook input priority filter; policy accept;
	}
}
`;
const METAINFO =
  '{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5", "json_schema_version": 1}}';
const JSON_TEXT = `{"nftables": [${METAINFO}, {"table": {"family": "ip", "name": "filter", "handle": 1}}]}\n`;

function read(command: string, text: string) {
  const { records, diagnostics, coverage, facts } = nft.read(
    text,
    { file: '-', firstLine: 1 },
    command.split(' '),
  );
  const remarks = diagnostics.map(({ line, endLine, severity, message }) => {
    return `${line}-${endLine} ${severity}: ${message}`;
  });
  return { records, coverage, captured: facts.captured, remarks };
}

test.each([
  ['nft list ruleset', TEXT, '1-5 info: nft ruleset: kept as it is, not read yet'],
  ['nft -j list ruleset', JSON_TEXT, '1-1 info: nft ruleset: kept as it is, not read yet'],
  [
    'nft list tables',
    'table ip filter\ntable ip6 nat\n',
    '1-2 info: nft tables: kept as they are, not read yet',
  ],
])('one remark for all that `%s` prints', (command, text, remark) => {
  const { records, coverage, captured, remarks } = read(command, text);
  expect(remarks).toEqual([remark]);
  expect({ records, captured }).toEqual({ records: 0, captured: [] });
  expect(coverage).toEqual({
    understood: 0,
    ignored: 0,
    unsupported: text.trim().split('\n').length,
    unrecognized: 0,
  });
});

test('a ruleset without tables is nothing to keep', () => {
  const { coverage, remarks } = read('nft -j list ruleset', `{"nftables": [${METAINFO}]}\n`);
  expect(remarks).toEqual([]);
  expect(coverage).toMatchObject({ ignored: 1, unsupported: 0 });
});

test('an error is no ruleset', () => {
  const error = 'Operation not permitted (you must be root)';
  const { coverage, remarks } = read('nft list ruleset', `${error}\n`);
  expect(coverage).toMatchObject({ unsupported: 0, unrecognized: 1 });
  expect(remarks).toHaveLength(1);
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
  [TEXT, true],
  [JSON_TEXT, true],
  ['# Warning: table ip nat is managed by iptables-nft, do not touch!\ntable ip nat {\n}\n', true],
  ['table of contents\n', false],
])('%j is recognized: %s', (text, isOurs) => {
  expect(nft.recognizes(text)).toEqual(isOurs ? ['nft', 'list', 'ruleset'] : undefined);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom('', 'table ip x {', '}', 'Error: x', `{"nftables": [${METAINFO}]}`),
    fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = keepRuleset(text, undefined, ['nft', 'list', 'ruleset']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
