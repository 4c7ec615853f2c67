import type { CaptureRecord, CommandOutcome, CommandRun, FactKind } from '@vethscope/model';
import { expect, test } from 'vitest';
import type { NetnsCapture } from './netnsCaptures.ts';
import { whyUnknown } from './whyUnknown.ts';

const evidence = { file: 'manifest.json', line: 1, endLine: 1 };
const record: CaptureRecord = {
  formatVersion: '1.0',
  tool: 'vethscope-capture 0.1.0',
  startedAt: '2026-11-24T18:18:04Z',
  namespaces: [],
  commands: [],
  evidence,
};
const notRun = (reason: string): CommandOutcome => ({ kind: 'notRun', reason });
const run = (command: string, outcome: CommandOutcome, seconds?: number): CommandRun => ({
  command,
  netns: 'host',
  outcome,
  evidence,
  ...(seconds !== undefined && { seconds }),
});
const captured = (...runs: readonly CommandRun[]): NetnsCapture => ({ node: 'n1', record, runs });

/** What the script writes where a program is missing, refuses or hangs. */
const HOST = captured(
  run('ip -d route show table all', { kind: 'timedOut', file: 'host/r' }, 10.5),
  run('ip -6 rule show', { kind: 'exited', code: 255, file: 'host/rule6' }),
  run('ip rule show', { kind: 'exited', code: 0, file: 'host/rule4' }),
  run('iptables-nft-save -c', { kind: 'exited', code: 4, file: 'host/nft' }),
  run('iptables-legacy-save -c', { ...{ kind: 'notRun', reason: 'no table' }, knownEmpty: true }),
  run('ip6tables-legacy-save -c', { ...{ kind: 'notRun', reason: 'no table' }, knownEmpty: true }),
  run('ipset list', notRun('ipset is not installed')),
  run('crictl pods', notRun('crictl is not installed')),
  run('kubectl get', notRun('kubectl has no access to a cluster here')),
);

test.each<[FactKind, string | undefined]>([
  ['ipsets', 'ipset is not installed'],
  ['routes4', '`ip -d route show table all` hung, ended after 11 s'],
  ['allTables6', '`ip -d route show table all` hung, ended after 11 s'],
  ['policyRules6', '`ip -6 rule show` ended with 255'],
  ['policyRules4', undefined],
  ['iptables4', '`iptables-nft-save -c` ended with 4'],
  ['iptables6', undefined],
  ['containers', 'crictl is not installed'],
  ['pods', 'kubectl has no access to a cluster here'],
  // Nothing of a capture would have told.
  ['workloads', undefined],
  ['neighbors', undefined],
])('%s: %s', (kind, why) => {
  expect(whyUnknown(HOST, kind)).toBe(why);
});

test('of a namespace that was not captured, everything is unknown for one reason', () => {
  const found = {
    name: 'blue',
    names: ['blue'],
    paths: [],
    failure: 'entering it needs root',
    evidence,
  };
  expect(whyUnknown({ ...captured(), found }, 'links')).toBe('entering it needs root');
});

test('nobody tells why, where nobody wrote down how it was captured', () => {
  expect(whyUnknown(undefined, 'ipsets')).toBeUndefined();
});
