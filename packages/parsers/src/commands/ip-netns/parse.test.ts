import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { ipNetns } from './command.ts';
import { parseNetnsNames } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseNetnsNames(text, undefined, argv),
);

function read(command: string, text: string) {
  return ipNetns.read(text, { file: '-', firstLine: 1 }, command.split(' '));
}

const names = (command: string, text: string) =>
  (read(command, text).facts.netnsNames ?? []).map(({ name }) => name);

test.each([
  ['ip netns', true],
  ['ip netns list', true],
  ['ip netns ls', true],
  ['ip net show', true],
  ['ip -j netns', true],
  ['ip netns list-id', true],
  ['ls /run/netns', true],
  ['ls -1 /var/run/netns/', true],
  ['ip netns add blue', false],
  ['ip netns identify 1', false],
  ['ip n', false],
  ['ip netconf', false],
  ['ls', false],
  ['ls /etc', false],
  ['ls /run/netns /etc', false],
])('%s is ours: %s', (command, expected) => {
  expect(ipNetns.accepts(command.split(' '))).toBe(expected);
});

describe('what a list settles', () => {
  test.each([
    ['ip netns', 'blue (id: 0)\nred\n', ['netnsNames']],
    // It prints nothing at all where there are none.
    ['ip netns', '', ['netnsNames']],
    ['ip -j netns', '[ ]', ['netnsNames']],
    ['ls /run/netns', 'blue  red', ['netnsNames']],
    ['ip netns', 'ip: command not found', []],
    ['ip -j netns', '[{"name":"blue"},{"na', []],
    // Names without an id are left out.
    ['ip netns list-id', 'nsid 0 (iproute2 netns name: blue)', []],
    ['ls /run/netns', "ls: cannot access '/run/netns': No such file or directory", []],
  ])('%s: %j', (command, text, captured) => {
    expect(read(command, text).facts.captured).toEqual(captured);
  });
});

test.each([
  ['ip netns', 'blue (id: 0)\r\nred  \r\n\tgreen\n', ['blue', 'red', 'green']],
  ['ip netns', 'blue\nwas ist das hier\nred', ['blue', 'red']],
  ['ip netns', '\u0000\u0001\n\uFFFDPNG\nblue', ['blue']],
  ['ip netns', '..\n/etc/passwd\nblue', ['blue']],
  ['ls -a /run/netns', '.  ..  blue  red', ['blue', 'red']],
  ['ls -lai /run/netns', '  4026532 -r--r--r-- 1 root root 0 Jan  1 00:00 blue', ['blue']],
  ['ip netns list-id', 'nsid 0 (iproute2 netns name: blue)\nnsid 7 ', ['blue']],
  ['ip -j netns', '[{"name":"blue"},{"na', ['blue']],
])('%s of %j', (command, text, expected) => {
  expect(names(command, text)).toEqual(expected);
});

test('names alone are a list only where the command says so', () => {
  expect(ipNetns.recognizes('blue\nred\n')).toBeUndefined();
  expect(ipNetns.recognizes('blue (id: 0)\nred\n')).toEqual(['ip', 'netns']);
  expect(ipNetns.recognizes('[{"name":"red"},{"name":"blue","id":0}]')).toEqual([
    'ip',
    '-j',
    'netns',
  ]);
  expect(ipNetns.recognizes('[{"name":"blue","id":0,"age":3}]')).toBeUndefined();
  expect(ipNetns.recognizes('[{"name":"blue"}]')).toBeUndefined();
  expect(ipNetns.recognizes('')).toBeUndefined();
});

test('two thousand foreign lines are one diagnostic', () => {
  const foreign = Array.from({ length: 2000 }, (_, i) => `etwas anderes ${i}\n`).join('');
  expect(read('ip netns', `blue\n${foreign}red\n`).diagnostics.length).toBe(1);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'blue (id: 0)',
      'red',
      '',
      'Error: Peer netns reference is invalid.',
      '[{',
      'nsid 3 ',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const command = fc.constantFrom('ip netns', 'ip -j netns', 'ls /run/netns', 'ip netns list-id');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), command, (lines, typed) => {
      const text = lines.join('\n');
      const { coverage } = read(typed, text);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
