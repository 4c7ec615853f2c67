import { readManifest } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { MANIFEST } from '../testing/bundles.ts';
import { bundleName } from './bundleName.ts';
import { captureSummary } from './captureSummary.ts';

/** As it is read from a manifest with these differences. */
function manifest(differs: object) {
  const text = JSON.stringify({ ...MANIFEST, ...differs });
  const read = readManifest({ path: 'node/manifest.json', text }, (path) => path);
  if (read === undefined) throw new Error('no manifest');
  return read;
}

const summary = (differs: object) => captureSummary(manifest(differs), 'use sudo');
const host = { name: 'host', state: 'captured' };
const file = 'host/output';

test('a capture with all there is takes one line', () => {
  const commands = [{ command: 'ip rule show', netns: 'host', file, exit: 0 }];
  expect(summary({ namespaces: [host], commands })).toEqual(['1 namespace, 1 command']);
});

test('what is known to be empty is not missing, what was not asked for is', () => {
  const namespaces = [
    host,
    { name: 'blue', state: 'left out' },
    { name: 'green', state: 'left out' },
  ];
  const commands = [{ command: 'nft list ruleset', netns: 'host', skipped: 'none', empty: true }];
  expect(summary({ namespaces, commands })).toEqual([
    '1 of 3 namespaces, 0 commands',
    'not captured: it was not asked for (blue, green)',
  ]);
});

test('what is missing for one reason is one line', () => {
  const commands = ['blue', 'green', 'red'].flatMap((netns) =>
    ['ipset list', 'ss -lntu', 'bridge vlan show'].map((command) => ({
      command,
      netns,
      file,
      exit: 1,
    })),
  );
  expect(summary({ namespaces: [], commands })).toEqual([
    '0 namespaces, 9 commands',
    'failed with exit code 1 (ipset list and 2 others; 9 times)',
  ]);
});

test('of many reasons the first eight are told', () => {
  const commands = Array.from({ length: 20 }, (_, exit) => ({
    command: `command-${exit}`,
    netns: 'host',
    file,
    exit,
  }));
  const lines = summary({ namespaces: [], commands });
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe('and 11 more of that kind');
});

test.each([
  ['worker1', '2026-11-24T18:18:04Z', 'vethscope-worker1-20261124T181804Z'],
  [
    'ip-10-0-0-1.ec2.internal',
    '2026-11-24T18:18:04Z',
    'vethscope-ip-10-0-0-1.ec2.internal-20261124T181804Z',
  ],
  ['../x', '../../etc', 'vethscope-.._x-'],
  ['', '', 'vethscope-node-'],
])('%j at %j is filed as %s', (node, started, name) => {
  expect(bundleName(manifest({ node, started }))).toBe(name);
});
