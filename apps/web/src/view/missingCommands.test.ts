import type { CommandOutcome, CommandRun } from '@vethscope/model';
import { expect, test } from 'vitest';
import { missingCommands } from './missingCommands.ts';

const run = (
  command: string,
  netns: string,
  outcome: CommandOutcome,
  more: Partial<CommandRun> = {},
): CommandRun => ({
  command,
  netns,
  outcome,
  evidence: { file: 'manifest.json', line: 1, endLine: 1 },
  ...more,
});
const exited = (code: number, file: string): CommandOutcome => ({ kind: 'exited', code, file });
const notRun = (reason: string): CommandOutcome => ({ kind: 'notRun', reason });

const TEXTS = new Map([
  ['host/nft_list_tables.stderr', '\nOperation not permitted (you must be root)\nmore\n'],
]);

test('tells by reason what is missing: failed and hung commands first, alike ones together', () => {
  const groups = missingCommands(
    [
      run('ip rule show', 'host', exited(0, 'host/ip_rule_show')),
      run('crictl pods', 'host', notRun('crictl is not installed')),
      run('nft list tables', 'host', exited(1, 'host/nft_list_tables'), {
        stderr: 'host/nft_list_tables.stderr',
      }),
      run('ss -lntu', 'blue', { kind: 'timedOut', file: 'netns/blue/ss' }, { seconds: 10.96 }),
      run('ss -lntu', 'red', { kind: 'timedOut', file: 'netns/red/ss' }, { seconds: 11.02 }),
      run('ipset list', 'blue', notRun('no rule in this namespace could use a set')),
      run('ipset list', 'red', notRun('no rule in this namespace could use a set')),
      run('iptables-nft-save -c', 'red', {
        ...{ kind: 'notRun', reason: 'none' },
        knownEmpty: true,
      }),
    ],
    (file) => TEXTS.get(file),
  );
  expect(
    groups.map(({ why, commands }) => [
      why,
      ...commands.map(({ command, said, runs }) => [
        command,
        said,
        runs.map(({ netns }) => netns).join(' '),
      ]),
    ]),
  ).toEqual([
    ['ended with 1', ['nft list tables', 'Operation not permitted (you must be root)', 'host']],
    ['hung, ended after 11 s', ['ss -lntu', undefined, 'blue red']],
    ['crictl is not installed', ['crictl pods', undefined, 'host']],
    ['no rule in this namespace could use a set', ['ipset list', undefined, 'blue red']],
  ]);
});
