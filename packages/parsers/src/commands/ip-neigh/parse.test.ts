import { readFileSync } from 'node:fs';
import type { Neighbor } from '@vethscope/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { ipNeigh } from './command.ts';
import { parseNeighbors } from './parse.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

testFixturePairs(FIXTURES, (text, argv) => parseNeighbors(text, undefined, argv));

function read(command: string, ...lines: string[]) {
  return parseNeighbors(lines.join('\n'), undefined, command.split(' '));
}

test.each(['all', 'statistics'])('text and JSON of the same kernel state: %s', (name) => {
  const [text, json] = ['txt', 'json'].map((form) =>
    read('ip -s neigh', readFileSync(new URL(`both-forms/${name}.${form}`, FIXTURES), 'utf8')),
  );
  const withoutPlace = ({ evidence: _, ...neighbor }: Neighbor) => neighbor;
  const sorted = (list: readonly Neighbor[] = []) =>
    list.map(withoutPlace).sort((a, b) => (a.address < b.address ? -1 : 1));
  expect(text?.records.length).toBeGreaterThan(10);
  expect(sorted(json?.records)).toEqual(sorted(text?.records));
  expect([...(json?.diagnostics ?? []), ...(text?.diagnostics ?? [])]).toEqual([]);
});

test.each([
  ['10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 used 3/3/3 probes 4 STALE', ['STALE'], []],
  ['10.0.0.2 dev eth0  ref 1 used 3/3/3probes 4 INCOMPLETE', ['INCOMPLETE'], []],
  ['10.0.0.2 dev eth0 INCOMPLETE,FAILED', ['INCOMPLETE', 'FAILED'], []],
  [
    'fe80::1 dev eth0 lladdr 02:00:00:00:00:02 router offload REACHABLE',
    ['REACHABLE'],
    ['router', 'offload'],
  ],
])('%s', (line, states, flags) => {
  const { records, diagnostics } = read('ip -s neigh', line);
  expect(records).toMatchObject([{ device: 'eth0', states, flags }]);
  expect(diagnostics).toEqual([]);
});

test('a tunnel’s link-layer address is no MAC address, and is not kept as one', () => {
  const { records, diagnostics } = read('ip neigh', '10.0.0.2 dev gre1 lladdr 192.0.2.7 PERMANENT');
  expect(records).toHaveLength(1);
  expect(records[0]).not.toHaveProperty('mac');
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'not kept of a neighbour: lladdr 192.0.2.7',
  ]);
});

test.each([
  // Whose device nothing tells, and what routes look like.
  ['10.0.0.2 lladdr 02:00:00:00:00:02 STALE'],
  ['10.0.0.0/24 dev eth0 scope link'],
  ['10.0.0.2 dev eth0'],
  ['nothing'],
])('should not read a neighbour from %j', (line) => {
  const { records, diagnostics } = read('ip neigh', line);
  expect(records).toEqual([]);
  expect(diagnostics).toHaveLength(1);
});

test.each([
  ['ip neigh', true],
  ['ip n', true],
  ['ip neighbour show', true],
  ['ip -s -s neighbor list dev eth0', true],
  ['ip neigh get 10.0.0.1 dev eth0', false],
  ['ip neigh flush all', false],
  ['ip netns', false],
  ['ip nexthop', false],
])('%s is ours: %s', (command, expected) => {
  expect(ipNeigh.accepts(command.split(' '))).toBe(expected);
});

test.each([
  ['ip neigh', ['neighbors']],
  ['ip neigh show nud all', ['neighbors']],
  ['ip -4 neigh', []],
  ['ip neigh show dev eth0', []],
  ['ip neigh show proxy', ['proxyNeighbors']],
  ['ip -d neigh show proxy', ['proxyNeighbors']],
  ['ip -6 neigh show proxy', []],
  ['ip neigh show proxy dev eth0', []],
])('what %s settles', (command, captured) => {
  const { facts } = ipNeigh.read('', { file: '-', firstLine: 1 }, command.split(' '));
  expect(facts.captured).toEqual(captured);
});

test.each([
  ['10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 REACHABLE \n', true],
  ['10.0.0.2 dev eth0 FAILED', true],
  ['fe80::1 dev eth0 lladdr 02:00:00:00:00:02 STALE proto zebra \n', true],
  ['[{"dst":"10.0.0.2","dev":"eth0","state":["FAILED"]}]', true],
  ['10.0.0.2 dev eth0 scope link\n', false],
  ['[{"dst":"10.0.0.2","dev":"eth0","flags":[]}]', false],
])('a text whose command nobody wrote down: %j', (text, isOurs) => {
  expect(ipNeigh.recognizes(text)).toEqual(isOurs ? ['ip', 'neigh'] : undefined);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom('', '10.0.0.2 dev eth0 FAILED', '10.0.0.2 dev', 'fe80::1 used', '[{"dst":1}]'),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseNeighbors(text, undefined, ['ip', 'neigh']);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
