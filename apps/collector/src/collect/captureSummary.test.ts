import { expect, test } from 'vitest';
import { MANIFEST } from '../testing/bundles.ts';
import { type BundleManifest, bundleManifest, bundleName } from './bundleManifest.ts';
import { captureSummary } from './captureSummary.ts';

const summary = (differs: Partial<BundleManifest>) =>
  captureSummary({ ...MANIFEST, ...differs }, 'use sudo');

test('a capture with all there is takes one line', () => {
  const namespaces = [{ name: 'host', state: 'captured' }];
  const commands = [{ command: 'ip rule show', netns: 'host', exit: 0 }];
  expect(summary({ namespaces, commands })).toEqual(['1 namespace, 1 command']);
});

test('what was left out on purpose, or is known to be empty, is not missing', () => {
  const namespaces = [
    { name: 'host', state: 'left out' },
    { name: 'blue', state: 'captured' },
  ];
  const commands = [{ command: 'nft list ruleset', netns: 'host', skipped: 'none', empty: true }];
  expect(summary({ namespaces, commands })).toEqual(['1 namespace, 0 commands']);
});

test('what is missing for one reason is one line', () => {
  const commands = ['blue', 'green', 'red'].flatMap((netns) =>
    ['ipset list', 'ss -lntu', 'bridge vlan show'].map((command) => ({ command, netns, exit: 1 })),
  );
  expect(summary({ namespaces: [], commands })).toEqual([
    '0 namespaces, 9 commands',
    'failed with exit code 1 (ipset list and 2 other commands; 9 times)',
  ]);
});

test('of many reasons the first eight are told', () => {
  const commands = Array.from({ length: 20 }, (_, exit) => ({
    command: `command-${exit}`,
    netns: 'host',
    exit,
  }));
  const lines = summary({ namespaces: [], commands });
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe('and 11 more of that kind');
});

test.each(['', '{', '[]', '{"node":"worker1"}', 'null'])('%j is no manifest', (text) => {
  expect(bundleManifest(text)).toBeUndefined();
});

test.each([
  ['worker1', '2026-11-24T18:18:04Z', 'vethscope-worker1-20261124T181804Z'],
  [
    'ip-10-0-0-1.ec2.internal',
    '2026-11-24T18:18:04Z',
    'vethscope-ip-10-0-0-1.ec2.internal-20261124T181804Z',
  ],
  ['../x', '../../etc', 'vethscope-.._x-'],
  ['', '', 'vethscope--'],
])('%j at %j is filed as %s', (node, started, name) => {
  expect(bundleName({ ...MANIFEST, node, started })).toBe(name);
});
