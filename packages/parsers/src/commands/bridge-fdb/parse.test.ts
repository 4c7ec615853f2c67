import { readFileSync } from 'node:fs';
import type { FdbEntry } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { bridgeFdb } from './command.ts';
import { parseFdb } from './parse.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

testFixturePairs(FIXTURES, (text, argv) => parseFdb(text, undefined, argv));

function read(command: string, ...lines: string[]) {
  return parseFdb(lines.join('\n'), undefined, command.split(' '));
}

test.each(['all', 'statistics'])('text and JSON of the same kernel state: %s', (name) => {
  const [text, json] = ['txt', 'json'].map((form) =>
    read('bridge fdb', readFileSync(new URL(`both-forms/${name}.${form}`, FIXTURES), 'utf8')),
  );
  const withoutPlace = ({ evidence: _, ...entry }: FdbEntry) => entry;
  expect(text?.records.length).toBeGreaterThan(15);
  expect(json?.records.map(withoutPlace)).toEqual(text?.records.map(withoutPlace));
  expect([...(json?.diagnostics ?? []), ...(text?.diagnostics ?? [])]).toEqual([]);
});

/** Words that the kernel at hand does not print: bridge/fdb.c. */
describe('an entry', () => {
  test.each([
    [
      '02:00:00:00:0a:01 dev v0 vlan 100 extern_learn offload master br0 static',
      { vlan: 100, master: 'br0', state: 'static', flags: ['extern_learn', 'offload'] },
    ],
    ['02:00:00:00:0a:01 dev v0 sticky master br0 stale', { master: 'br0', flags: ['sticky'] }],
    ['02:00:00:00:0a:01 dev v0 self master permanent', { flags: ['self', 'master'] }],
    ['02:00:00:00:0a:01 dev v0 self master', { flags: ['self', 'master'] }],
    ['02:00:00:00:0a:01 dev v0 state=0x40', { state: 'state=0x40' }],
    ['66:00:00:00:00:09 dev v0 dst fd00::3 via eth0 self', { destination: 'fd00::3', via: 'eth0' }],
  ])('%s', (line, expected) => {
    const { records, diagnostics } = read('bridge fdb show', line);
    expect(records).toMatchObject([{ device: 'v0', ...expected }]);
    expect(diagnostics).toEqual([]);
  });

  test('the flag master is not the name of a bridge', () => {
    const [entry] = read('bridge fdb', '02:00:00:00:0a:01 dev v0 master permanent').records;
    expect(entry).not.toHaveProperty('master');
    expect(entry?.state).toBe('permanent');
  });

  test('what has no place in the record is named', () => {
    const line = '66:00:00:00:00:09 dev vx dst 10.0.0.2 via ifindex 5 link-netnsid 3 self';
    const { records, diagnostics } = read('bridge fdb', line);
    expect(records).toMatchObject([{ destination: '10.0.0.2', via: 'ifindex 5', flags: ['self'] }]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'not kept of a forwarding entry: link-netnsid 3',
    ]);
  });

  test.each(['used 5', 'used 1/2/3', 'used a/b'])('%s tells no age', (words) => {
    const { records, diagnostics } = read('bridge -s fdb', `02:00:00:00:0a:01 dev v0 ${words}`);
    expect(records).toMatchObject([{ device: 'v0' }]);
    expect(records[0]).not.toHaveProperty('age');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      `not kept of a forwarding entry: ${words}`,
    ]);
  });

  test('in JSON of older iproute2 the device is called dev', () => {
    const json =
      '[{"mac":"02:00:00:00:0a:01","dev":"v0","vlan":1,"master":"br0","state":"permanent"}]';
    expect(read('bridge -j fdb', json).records).toMatchObject([
      { device: 'v0', vlan: 1, master: 'br0', state: 'permanent', flags: [] },
    ]);
  });
});

test.each([
  ['bridge fdb', true],
  ['bridge fdb show', true],
  ['bridge -s -s -d -t fdb show', true],
  ['bridge -j f l br br0', true],
  ['bridge fdb get 02:00:00:00:00:01 br br0', false],
  ['bridge fdb add 02:00:00:00:00:01 dev eth0', false],
  ['bridge link', false],
  ['ip fdb', false],
  ['brctl showmacs br0', false],
])('%s is ours: %s', (command, expected) => {
  expect(bridgeFdb.accepts(command.split(' '))).toBe(expected);
});

test.each([
  ['bridge -d fdb show', ['fdb']],
  ['bridge fdb', ['fdb']],
  ['bridge fdb show br br0', []],
  ['bridge fdb show dynamic', []],
])('what %s settles', (command, captured) => {
  const { facts } = bridgeFdb.read('', { file: '-', firstLine: 1 }, command.split(' '));
  expect(facts.captured).toEqual(captured);
});

test.each([
  ['33:33:00:00:00:01 dev eth0 self permanent\n', true],
  ['[{"mac":"33:33:00:00:00:01","ifname":"eth0","flags":["self"]}]', true],
  ['[{"ifname":"eth0"}]', false],
  ['33:33:00:00:00:01\n', false],
])('a text whose command nobody wrote down: %j', (text, isOurs) => {
  expect(bridgeFdb.recognizes(text)).toEqual(isOurs ? ['bridge', 'fdb', 'show'] : undefined);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom('', '02:00:00:00:00:01 dev eth0 self', '02:00:00:00:00:01 dev', '[{"mac":1}]'),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseFdb(text, undefined, ['bridge', 'fdb']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
