import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { bridgeVlan } from './command.ts';
import { parseBridgeVlans } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text) => parseBridgeVlans(text));

const HEADER = 'port              vlan-id  ';

function read(command: string, ...lines: string[]) {
  return bridgeVlan.read(lines.join('\n'), { file: '-', firstLine: 1 }, command.split(' '));
}

test.each([
  ['bridge vlan', true],
  ['bridge -d vlan show', true],
  ['bridge -j -d v l', true],
  ['bridge vlan show dev br0', true],
  ['bridge vlan tunnelshow', false],
  ['bridge vlan global show', false],
  ['bridge vlan add vid 10 dev v0', false],
  ['ip vlan', false],
])('%s is ours: %s', (command, expected) => {
  expect(bridgeVlan.accepts(command.split(' '))).toBe(expected);
});

test.each([
  ['bridge vlan', ['bridgeVlans']],
  ['bridge -d vlan show', ['bridgeVlans']],
  ['bridge vlan show dev v0', []],
  ['bridge vlan show vid 10', []],
])('what %s settles, though no bridge filters VLANs', (command, captured) => {
  expect(read(command, HEADER).facts.captured).toEqual(captured);
  expect(read(command).facts.captured).toEqual(captured);
});

// The kernel at hand has no VLAN filtering: what its bridge prints, the error among it.
test('a kernel that cannot tell settles nothing', () => {
  const { facts, coverage } = read(
    'bridge -d vlan show',
    HEADER,
    'RTNETLINK answers: Operation not supported',
    'Dump terminated',
  );
  expect(facts.captured).toEqual([]);
  expect(coverage).toMatchObject({ ignored: 1, unrecognized: 2 });
});

test('an option that nobody knows leaves its line unrecognized, and the VLAN as it is', () => {
  const { facts, coverage } = read('bridge -d vlan', HEADER, 'v0  5 PVID', '       colour green');
  expect(facts.bridgeVlans).toMatchObject([{ device: 'v0', vlan: 5, pvid: true, untagged: false }]);
  expect(coverage).toMatchObject({ understood: 1, unrecognized: 1 });
});

test.each([
  [HEADER, ['bridge', 'vlan', 'show']],
  ['port\tvlan ids\n', ['bridge', 'vlan', 'show']],
  ['[{"ifname":"br0","vlans":[]}]', ['bridge', 'vlan', 'show']],
  ['port              vlan-id    tunnel-id', undefined],
  ['[{"ifname":"br0","tunnels":[]}]', undefined],
])('a text whose command nobody wrote down: %j', (text, argv) => {
  expect(bridgeVlan.recognizes(text)).toEqual(argv);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      HEADER,
      'v0   1 PVID',
      '     5',
      '   state x',
      '[{"ifname":1}]',
      '{"a":[]}',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseBridgeVlans(text);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
