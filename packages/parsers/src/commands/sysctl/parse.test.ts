import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { sysctl } from './command.ts';
import { parseSysctls } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseSysctls(text, undefined, argv),
);

function read(command: string, ...lines: string[]) {
  const { records, diagnostics } = parseSysctls(lines.join('\n'), undefined, command.split(' '));
  const settings = records.map(({ key, value }) => `${key} = ${value}`);
  return { settings, messages: diagnostics.map(({ message }) => message) };
}

describe('values without names', () => {
  test('are told by their order', () => {
    const { settings } = read(
      'sysctl -n net.ipv4.ip_forward net.ipv6.conf.all.forwarding',
      '1',
      '0',
    );
    expect(settings).toEqual(['net.ipv4.ip_forward = 1', 'net.ipv6.conf.all.forwarding = 0']);
  });

  test.each([
    ['sysctl -n net.ipv4.ip_forward net.ipv4.conf.all.rp_filter', ['1']],
    ['sysctl -n net.ipv4.ip_forward', ['1', '2']],
    ['sysctl -n net.ipv4.conf.*.rp_filter', ['1']],
    ['sysctl -an', ['1', '2']],
  ])('are not guessed: %s', (command, lines) => {
    const { settings, messages } = read(command, ...lines);
    expect(settings).toEqual([]);
    expect(messages).toHaveLength(1);
  });

  test('are told without the ones that do not exist', () => {
    const { settings } = read(
      'sysctl -n net.bridge.bridge-nf-call-iptables net.ipv4.ip_forward',
      'sysctl: cannot stat /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory',
      '1',
    );
    expect(settings).toEqual(['net.ipv4.ip_forward = 1']);
  });
});

describe('an interface with a dot in its name', () => {
  test.each([
    ['sysctl -n net.ipv4.conf.eth0/100.rp_filter'],
    ['sysctl -n net/ipv4/conf/eth0.100/rp_filter'],
    ['cat /proc/sys/net/ipv4/conf/eth0.100/rp_filter'],
  ])('%s', (command) => {
    expect(read(command, '2').settings).toEqual(['net.ipv4.conf.eth0/100.rp_filter = 2']);
  });
});

test('settings of files are named by their paths', () => {
  const { settings } = read(
    'grep -r . /proc/sys/net/ipv4/conf',
    '/proc/sys/net/ipv4/conf/all/rp_filter:0',
    '/proc/sys/net/ipv4/conf/eth0/proxy_arp:1',
  );
  expect(settings).toEqual(['net.ipv4.conf.all.rp_filter = 0', 'net.ipv4.conf.eth0.proxy_arp = 1']);
});

test('what is loaded or set is printed as it then is', () => {
  const { settings, messages } = read(
    'sysctl --system',
    '* Applying /etc/sysctl.d/99-kubernetes.conf ...',
    'net.ipv4.ip_forward = 1',
    'vm.overcommit_memory=1',
  );
  expect(settings).toEqual(['net.ipv4.ip_forward = 1']);
  expect(messages).toEqual([]);
});

test.each([
  "sysctl: permission denied on key 'net.ipv4.tcp_fastopen_key'",
  'sysctl: cannot stat /proc/sys/net/nosuch: No such file or directory',
  'net.ipv4.ip_forward',
  'some words',
])('%s is reported', (line) => {
  const { settings, messages } = read('sysctl net.ipv4', line, 'net.ipv4.ip_forward = 1');
  expect(settings).toEqual(['net.ipv4.ip_forward = 1']);
  expect(messages).toHaveLength(1);
});

test('a missing secret is not worth a word', () => {
  const line = 'sysctl: reading key "net.ipv6.conf.all.stable_secret"';
  expect(read('sysctl -a', line)).toEqual({ settings: [], messages: [] });
});

test.each([
  ['sysctl -a', true],
  ['sysctl net.ipv4', true],
  ['sysctl -w net.ipv4.ip_forward=1', true],
  ['sysctl -a --pattern rp_filter', true],
  ['sysctl -p', true],
  ['cat /proc/sys/net/ipv4/ip_forward', true],
  ['grep . /proc/sys/net/ipv4/conf/all/rp_filter', true],
  ['grep -H ^ /proc/sys/net/ipv4/ip_forward', true],
  ['sysctl -aN', false],
  ['sysctl', false],
  ['cat /etc/hosts', false],
  ['cat /proc/sys/net/ipv4/ip_forward /etc/hosts', false],
  // Leaves lines out.
  ['grep 1 /proc/sys/net/ipv4/ip_forward', false],
  ['grep . /etc/sysctl.conf', false],
])('%s is ours: %s', (command, expected) => {
  expect(sysctl.accepts(command.split(' '))).toBe(expected);
});

/** What the capture script asks for, among others. */
const DECIDING = [
  '/proc/sys/net/ipv6/conf/*/forwarding',
  '/proc/sys/net/bridge/bridge-nf-*',
  '/proc/sys/net/ipv4/ip_forward',
  '/proc/sys/net/ipv4/conf/*/forwarding',
  '/proc/sys/net/ipv4/conf/*/rp_filter',
  '/proc/sys/net/ipv4/conf/*/proxy_arp',
  '/proc/sys/net/ipv4/conf/*/accept_local',
  '/proc/sys/net/ipv4/conf/*/route_localnet',
];

test.each([
  ['sysctl -a', ['bridgeSysctls', 'forwardingSysctls', 'sysctls']],
  ['sysctl --all', ['bridgeSysctls', 'forwardingSysctls', 'sysctls']],
  [`grep -sH . ${DECIDING.join(' ')}`, ['bridgeSysctls', 'forwardingSysctls']],
  // A setting of each interface that nobody asked for.
  [`grep -sH . ${DECIDING.slice(1).join(' ')}`, ['bridgeSysctls']],
  ['grep -sH . /proc/sys/net/bridge/bridge-nf-call-ip*', ['bridgeSysctls']],
  ['grep -sH . /proc/sys/net/bridge/bridge-nf-call-iptables', []],
  ['sysctl -a -r rp_filter', []],
  ['sysctl net.ipv4.ip_forward', []],
  ['sysctl -an', []],
])('what %s settles', (command, captured) => {
  const origin = { file: '-', firstLine: 1 };
  const { facts } = sysctl.read('net.ipv4.ip_forward = 1\n', origin, command.split(' '));
  expect(facts.captured).toEqual(captured);
});

test.each([
  ['net.ipv4.ip_forward = 1\n', 'sysctl net'],
  ['abi.vsyscall32 = 1\n', 'sysctl -a'],
  ['net.ipv4 is here\n', undefined],
  ['[main]\nplugins = keyfile\n', undefined],
])('a text whose command nobody wrote down: %j', (text, command) => {
  expect(sysctl.recognizes(text)?.join(' ')).toBe(command);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      'net.ipv4.ip_forward = 1',
      'kernel.x = ',
      'cat: /proc/sys/net: x',
      'sysctl: x',
      '=',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  );
  const command = fc.constantFrom(
    'sysctl -a',
    'sysctl -n net.a',
    'cat /proc/sys/net/ipv4/ip_forward',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), command, (lines, typed) => {
      const text = lines.join('\n');
      const { coverage } = parseSysctls(text, undefined, typed.split(' '));
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 150 },
  );
});
