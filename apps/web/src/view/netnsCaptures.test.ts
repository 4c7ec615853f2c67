import type { CapturedNetns, CommandRun } from '@vethscope/model';
import { netnsId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { node, snapshot } from '../../../../packages/model/src/testing/builders.ts';
import { indexNetnsCaptures } from './netnsCaptures.ts';

const evidence = { file: 'manifest.json', line: 1, endLine: 1 };
const found = (name: string, more: Partial<CapturedNetns> = {}): CapturedNetns => ({
  name,
  names: [],
  paths: [],
  evidence,
  ...more,
});
const run = (command: string, netns: string): CommandRun => ({
  command,
  netns,
  outcome: { kind: 'exited', code: 0, file: command },
  evidence,
});

/** `blue` and `pin` lead to one namespace, which stands as `blue`. */
const captures = indexNetnsCaptures(
  snapshot(
    node([], {
      name: 'worker1',
      capture: {
        formatVersion: '1.0',
        tool: 'vethscope-capture 0.1.0',
        startedAt: '2026-11-24T18:18:04Z',
        namespaces: [
          found('host'),
          found('pin', { inode: 4026532281, names: ['pin', 'blue'] }),
          found('red', { inode: 4026532282, failure: 'entering it needs root' }),
        ],
        commands: [run('ip rule show', 'host'), run('ip -d rule show', 'pin'), run('date', 'host')],
        evidence,
      },
    }),
    node([], { name: 'typed' }),
  ),
  (machine, name) => netnsId(machine, name === 'pin' ? 'blue' : name),
);

test.each([
  ['host', 'host', ['ip rule show', 'date']],
  ['blue', 'pin', ['ip -d rule show']],
  ['red', 'red', []],
  // Without root its name is not known to those who refer to it.
  ['net:[4026532282]', 'red', []],
])('%s: found as %s, with its own commands', (name, foundAs, commands) => {
  const capture = captures.get(netnsId('worker1', name));
  expect(capture?.found?.name).toBe(foundAs);
  expect(capture?.runs.map(({ command }) => command)).toEqual(commands);
});

test('tells nothing of a node whose capture nobody wrote down', () => {
  expect(captures.get(netnsId('typed', 'host'))).toBeUndefined();
});
