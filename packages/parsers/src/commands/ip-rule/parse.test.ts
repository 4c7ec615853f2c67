import { readFileSync } from 'node:fs';
import type { PolicyRule } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { ipRule } from './command.ts';
import { parsePolicyRules } from './parse.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

testFixturePairs(FIXTURES, (text, argv) => parsePolicyRules(text, undefined, argv));

function read(command: string, ...lines: string[]) {
  return parsePolicyRules(lines.join('\n'), undefined, command.split(' '));
}

function factsOf(command: string, text: string) {
  return ipRule.read(text, { file: '-', firstLine: 1 }, command.split(' ')).facts;
}

test.each([
  ['ipv4', 'ip rule'],
  ['ipv6', 'ip -6 rule'],
])('text and JSON of the same kernel state: %s', (name, command) => {
  const [text, json] = ['txt', 'json'].map((form) =>
    read(command, readFileSync(new URL(`both-forms/${name}.${form}`, FIXTURES), 'utf8')),
  );
  const withoutPlace = ({ evidence: _, ...rule }: PolicyRule) => rule;
  expect(text?.records.length).toBeGreaterThan(20);
  expect(json?.records.map(withoutPlace)).toEqual(text?.records.map(withoutPlace));
  expect(json?.diagnostics.map(({ message }) => message)).toEqual(
    text?.diagnostics.map(({ message }) => message),
  );
});

describe('selectors', () => {
  test('a selector that is not understood is kept, so that the rule does not match everything', () => {
    const [rule] = read('ip rule', '100:\tfrom all dscp 10 flowlabel 0x1 lookup 7').records;
    expect(rule?.unknown).toBe('dscp 10 flowlabel 0x1');
    expect(rule?.action).toEqual({ kind: 'lookup', table: '7' });
  });

  test.each([
    ['fwmark 0xffffffff/0x80000000', { value: 0xffffffff, mask: 0x80000000 }],
    ['fwmark 16', { value: 16, mask: 0xffffffff }],
    ['fwmark 0x1ffffffff', undefined],
  ])('%s', (words, fwmark) => {
    expect(read('ip rule', `5:\tfrom all ${words} lookup 7`).records[0]?.fwmark).toEqual(fwmark);
  });

  test('a prefix that is none is not left out in silence', () => {
    const { records } = read('ip -r rule', '5:\tfrom host.example lookup 7');
    expect(records).toMatchObject([{ unknown: 'from host.example' }]);
    expect(records[0]).not.toHaveProperty('from');
  });
});

describe('actions', () => {
  test.each([
    ['from all lookup main', { kind: 'lookup', table: 'main' }],
    ['from all table 254', { kind: 'lookup', table: 'main' }],
    ['from 10.0.0.1 map-to 10.0.0.2', { kind: 'unknown', text: 'map-to 10.0.0.2' }],
    ['from 10.0.0.1 masquerade', { kind: 'unknown', text: 'masquerade' }],
    ['from 10.0.0.1', { kind: 'unknown', text: 'none printed' }],
  ])('%s', (words, action) => {
    expect(read('ip rule', `5:\t${words}`).records[0]?.action).toEqual(action);
  });
});

test.each([
  ['ip rule', true],
  ['ip ru', true],
  ['ip -6 rule list', true],
  ['ip -d -j rule show', true],
  // `ip r` is route.
  ['ip r', false],
  ['ip rule add from 10.0.0.1 lookup 7', false],
  ['ip rule save', false],
])('%s is ours: %s', (command, expected) => {
  expect(ipRule.accepts(command.split(' '))).toBe(expected);
});

test.each([
  ['ip rule', ['policyRules4']],
  ['ip -6 rule show', ['policyRules6']],
  ['ip rule show from 10.0.0.0/8', []],
])('what %s settles', (command, captured) => {
  expect(factsOf(command, '0:\tfrom all lookup local\n').captured).toEqual(captured);
  expect(factsOf(command, 'Dump terminated\n').captured).toEqual([]);
});

test.each([
  [
    '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n',
    'ip rule',
  ],
  // The kernel has no rule 32767 for IPv6.
  ['0:\tfrom all lookup local\n32766:\tfrom all lookup main\n', 'ip -6 rule'],
  ['0:\tfrom all lookup local\n9:\tfrom 2001:db8::/32 lookup 7\n', 'ip -6 rule'],
  ['9:\tnot from 10.0.0.0/8 lookup 7\n', 'ip rule'],
  ['[{"priority":0,"src":"all","table":"local"}]', 'ip rule'],
  ['0: lo: <LOOPBACK>\n', undefined],
  ['Name: web\n', undefined],
])('a text whose command nobody wrote down: %j', (text, command) => {
  expect(ipRule.recognizes(text)?.join(' ')).toBe(command);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '0:\tfrom all lookup local',
      '5: not from',
      '7:\tfrom all fwmark',
      '[{"priority":1}]',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parsePolicyRules(text, undefined, ['ip', 'rule']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
