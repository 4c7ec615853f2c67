import type { CaptureRecord } from '@vethscope/model';
import { expect, test } from 'vitest';
import { node, snapshot } from '../../../../packages/model/src/testing/builders.ts';
import { captureTimes, startOfRun } from './captureTimes.ts';

const started = (startedAt: string): { readonly capture: CaptureRecord } => ({
  capture: {
    formatVersion: '1.0',
    tool: 'vethscope-capture 0.1.0',
    startedAt,
    namespaces: [],
    commands: [],
    evidence: { file: 'manifest.json', line: 1, endLine: 1 },
  },
});

test('tells the oldest first, and nothing of a node whose time nobody wrote down', () => {
  const times = captureTimes(
    snapshot(
      node([], { name: 'late', ...started('2026-11-24T18:20:00Z') }),
      node([], { name: 'typed' }),
      node([], { name: 'odd', ...started('unknown') }),
      node([], { name: 'early', ...started('2026-11-24T18:18:04Z') }),
    ),
  );
  expect(times).toEqual([
    { node: 'early', at: Date.UTC(2026, 10, 24, 18, 18, 4) },
    { node: 'late', at: Date.UTC(2026, 10, 24, 18, 20, 0) },
  ]);
});

test('a command started so many seconds after its capture', () => {
  const run = {
    command: 'ip rule show',
    netns: 'host',
    outcome: { kind: 'exited', code: 0, file: 'host/ip_rule_show' },
    startedAfter: 1.5,
    evidence: { file: 'manifest.json', line: 20, endLine: 20 },
  } as const;
  expect(startOfRun('2026-11-24T18:18:04Z', run)).toBe(Date.UTC(2026, 10, 24, 18, 18, 5, 500));
  expect(startOfRun('unknown', run)).toBeUndefined();
});
