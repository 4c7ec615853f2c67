import { expect, test } from 'vitest';
import type { CommandOutcome, CommandRun } from '../snapshot/captureRecord.ts';
import { countRuns, notRunByReason, ranBadly } from './missing.ts';

const run = (command: string, outcome: CommandOutcome): CommandRun => ({
  command,
  netns: 'host',
  outcome,
  evidence: { file: 'manifest.json', line: 1, endLine: 1 },
});

const RUNS = [
  run('ip rule show', { kind: 'exited', code: 0, file: 'host/ip_rule_show' }),
  run('ipset list', { kind: 'exited', code: 1, file: 'host/ipset_list' }),
  run('ss -lntup', { kind: 'timedOut', file: 'host/ss_-lntup' }),
  run('crictl pods', { kind: 'notRun', reason: 'crictl is not installed' }),
  run('nft -j list ruleset', { kind: 'notRun', reason: 'nft is not installed' }),
  run('crictl ps -a', { kind: 'notRun', reason: 'crictl is not installed' }),
  run('iptables-legacy-save -c', {
    kind: 'notRun',
    reason: 'the kernel has no legacy table in this namespace',
    knownEmpty: true,
  }),
];

test('counts apart what failed, what hung, what is unknown and what is known to be empty', () => {
  expect(countRuns(RUNS)).toEqual({ ran: 3, failed: 1, timedOut: 1, notRun: 3, knownEmpty: 1 });
});

test('tells once for each reason what could not be run, without what is known to be empty', () => {
  const told = notRunByReason(RUNS).map(({ reason, runs }) => [
    reason,
    ...runs.map(({ command }) => command),
  ]);
  expect(told).toEqual([
    ['crictl is not installed', 'crictl pods', 'crictl ps -a'],
    ['nft is not installed', 'nft -j list ruleset'],
  ]);
});

test('a run went badly when it hung or did not end with 0', () => {
  expect(ranBadly(RUNS).map(({ command }) => command)).toEqual(['ipset list', 'ss -lntup']);
});
