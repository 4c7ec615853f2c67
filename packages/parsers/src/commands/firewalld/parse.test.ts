import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { firewalldZones } from './command.ts';
import { parseFirewalldZones } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseFirewalldZones(text, undefined, argv),
);

const PUBLIC = ['public (active)', '  target: default', '  interfaces: eth0', '  rich rules: '];

function read(command: string, ...lines: string[]) {
  return firewalldZones.read(lines.join('\n'), { file: '-', firstLine: 1 }, command.split(' '));
}

test.each([
  ['firewall-cmd --list-all-zones', true],
  ['firewall-cmd --zone=internal --list-all', true],
  ['firewall-cmd --list-all --zone internal', true],
  ['firewall-cmd --info-zone=public', true],
  ['firewall-cmd --permanent --zone=public --add-port=179/tcp', false],
  ['firewall-cmd --list-all-policies', false],
  ['firewall-cmd --policy=out --list-all', false],
  ['firewall-cmd --list-ports', false],
])('%s is ours: %s', (command, expected) => {
  expect(firewalldZones.accepts(command.split(' '))).toBe(expected);
});

describe('what a listing settles', () => {
  test.each([
    ['firewall-cmd --list-all-zones', ['firewalldZones']],
    ['firewall-cmd --list-all', []],
    ['firewall-cmd --permanent --list-all-zones', []],
  ])('%s', (command, captured) => {
    expect(read(command, ...PUBLIC).facts.captured).toEqual(captured);
  });

  test('not that there are no zones when firewalld does not run', () => {
    const { facts, diagnostics } = read(
      'firewall-cmd --list-all-zones',
      'FirewallD is not running',
    );
    expect(facts).toEqual({ captured: [] });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'line not recognized as a firewalld zone: "FirewallD is not running"',
    ]);
  });
});

test('the permanent configuration is said not to be the one in force', () => {
  const { diagnostics } = read('firewall-cmd --permanent --list-all', ...PUBLIC);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'the permanent configuration, not the one in force',
  ]);
});

test('a rich rule that lost its tab in pasting is still one', () => {
  const rule = 'rule family="ipv4" source address="10.0.0.0/24" accept';
  const { facts } = read('firewall-cmd --list-all', ...PUBLIC, `      ${rule}`);
  expect(facts.firewalldZones).toMatchObject([{ richRules: [rule] }]);
});

test.each([
  [PUBLIC.join('\n'), ['firewall-cmd', '--list-all-zones']],
  ['success', undefined],
  ['public\n  interfaces: eth0\n', undefined],
])('a text that begins with %j', (text, argv) => {
  expect(firewalldZones.recognizes(text)).toEqual(argv);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(...PUBLIC, '', '\trule accept', 'success', '  target: x', 'drop'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseFirewalldZones(text, undefined, []);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 200 },
  );
});
