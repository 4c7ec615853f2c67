import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { networkManagerConf } from './command.ts';
import { parseNetworkManagerConf } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text) => parseNetworkManagerConf(text));

function specs(...lines: string[]) {
  return parseNetworkManagerConf(lines.join('\n')).records.map((record) => record.specs);
}

test.each([
  [['cat', '/etc/NetworkManager/conf.d/calico.conf'], true],
  [['cat', '>', '/etc/NetworkManager/conf.d/calico.conf'], true],
  [['cat', '>/etc/NetworkManager/conf.d/calico.conf'], true],
  [['tee', '/etc/NetworkManager/conf.d/calico.conf'], true],
  [['NetworkManager', '--print-config'], true],
  [['cat', '/etc/NetworkManager/system-connections/eth0.nmconnection'], false],
  [['cat', '/etc/hostname'], false],
  [['nmcli', 'device'], false],
])('%j is ours: %s', (argv, expected) => {
  expect(networkManagerConf.accepts(argv)).toBe(expected);
});

test('a later = replaces an earlier one', () => {
  expect(specs('[keyfile]', 'unmanaged-devices=a', 'unmanaged-devices=b')).toEqual([['b']]);
});

test('-= takes away what stood before', () => {
  expect(specs('[keyfile]', 'unmanaged-devices=a;b', 'unmanaged-devices-=a')).toEqual([['b']]);
});

test('an empty list is one that leaves nothing alone', () => {
  expect(specs('[keyfile]', 'unmanaged-devices=')).toEqual([[]]);
});

test('a file without the key does not settle the question', () => {
  const { facts, diagnostics } = networkManagerConf.read(
    '[main]\nplugins=keyfile\n',
    { file: '-', firstLine: 1 },
    ['cat', '/etc/NetworkManager/NetworkManager.conf'],
  );
  expect(facts).toEqual({ captured: [] });
  expect(diagnostics).toEqual([]);
});

test('the whole configuration without the key settles that no device is left alone', () => {
  const { facts } = networkManagerConf.read(
    '# NetworkManager configuration: /etc/NetworkManager/NetworkManager.conf\n\n[main]\nplugins=keyfile\n',
    { file: '-', firstLine: 1 },
    ['NetworkManager', '--print-config'],
  );
  expect(facts).toEqual({ captured: ['unmanagedDevices'] });
});

test('what is no configuration is said to be none', () => {
  const { diagnostics } = parseNetworkManagerConf('cat: x: No such file or directory\n');
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'the command printed an error: "cat: x: No such file or directory"',
  ]);
});

test.each([
  ['[keyfile]\nunmanaged-devices=interface-name:cali*\n', true],
  ['[main]\nplugins=keyfile\n\n[keyfile]\nunmanaged-devices+=a\n', true],
  ['[keyfile]\npath=/x\n', false],
  ['unmanaged-devices=a\n', false],
])('%j is recognized: %s', (text, expected) => {
  expect(networkManagerConf.recognizes(text) !== undefined).toBe(expected);
});

test('any text leaves no line without a fate', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '[keyfile]',
      '[x]',
      'unmanaged-devices+=a;b',
      'a=b',
      '# c',
      '\\',
      'a -= \\',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const { coverage } = parseNetworkManagerConf(text);
      const counted = Object.values(coverage).reduce((sum, n) => sum + n, 0);
      expect(counted).toBe(text.split(/\r\n|\n|\r/).filter((one) => one.trim() !== '').length);
    }),
    { seed: 1, numRuns: 200 },
  );
});
