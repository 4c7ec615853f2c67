import { expect, test } from 'vitest';
import type { CommandRun } from '../snapshot/captureRecord.ts';
import type { CapturedInput, Snapshot } from '../snapshot/snapshot.ts';
import { node } from '../testing/builders.ts';
import { indexRuns } from './runIndex.ts';

const BATCH = 'netns/blue/ip_-d_-batch';

/** Manifest lines 20 to 24; the batch's second output begins in its line 6. */
const runs: readonly CommandRun[] = [
  {
    ...ran('ip -d route show table all', BATCH, 20),
    netns: 'blue',
  },
  {
    ...ran('ip -d rule show', BATCH, 21),
    netns: 'blue',
  },
  { ...ran('nft list tables', 'host/nft_list_tables', 22), stderr: 'host/nft_list_tables.stderr' },
  {
    command: 'crictl pods',
    netns: 'host',
    outcome: { kind: 'notRun', reason: 'crictl is not installed' },
    evidence: { file: 'manifest.json', line: 23, endLine: 24 },
  },
];

const snapshot: Snapshot = {
  nodes: [
    {
      ...node([], { name: 'worker1' }),
      capture: {
        formatVersion: '1.0',
        tool: 'vethscope-capture 0.1.0',
        startedAt: '2026-11-24T18:18:04Z',
        namespaces: [],
        commands: runs,
        evidence: { file: 'manifest.json', line: 1, endLine: 11 },
      },
    },
    node([], { name: 'typed' }),
  ],
  inputs: [
    input('ip -d route show table all', { file: BATCH, line: 1, endLine: 4 }),
    input('ip -d rule show', { file: BATCH, line: 6, endLine: 9 }),
    input('nft list tables', { file: 'host/nft_list_tables', line: 1, endLine: 2 }),
  ],
  diagnostics: [],
};

test.each([
  ['the first output of a batch', BATCH, 1, 'ip -d route show table all', 'output'],
  ['its last line', BATCH, 4, 'ip -d route show table all', 'output'],
  [
    'what stands between two outputs, to the one before',
    BATCH,
    5,
    'ip -d route show table all',
    'output',
  ],
  ['the second output', BATCH, 6, 'ip -d rule show', 'output'],
  ['the end of the file', BATCH, 400, 'ip -d rule show', 'output'],
  ['a file with one output', 'host/nft_list_tables', 2, 'nft list tables', 'output'],
  ['standard error', 'host/nft_list_tables.stderr', 1, 'nft list tables', 'standard error'],
  ['an entry of the manifest', 'manifest.json', 21, 'ip -d rule show', 'manifest'],
  ['the second line of an entry', 'manifest.json', 24, 'crictl pods', 'manifest'],
] as const)('%s belongs to its run', (_, file, line, command, shows) => {
  expect(indexRuns(snapshot)(file, line)).toMatchObject({
    node: 'worker1',
    run: { command },
    shows,
  });
});

test.each([
  ['the head of the manifest', 'manifest.json', 3],
  ['the end of the manifest', 'manifest.json', 25],
  ['a file that no run wrote', 'notes.txt', 1],
])('%s belongs to none', (_, file, line) => {
  expect(indexRuns(snapshot)(file, line)).toBeUndefined();
});

function ran(command: string, file: string, line: number): CommandRun {
  return {
    command,
    netns: 'host',
    outcome: { kind: 'exited', code: 0, file },
    evidence: { file: 'manifest.json', line, endLine: line },
  };
}

function input(command: string, evidence: CapturedInput['evidence']): CapturedInput {
  return {
    evidence,
    command,
    node: 'worker1',
    netns: 'host',
    records: 0,
    coverage: { understood: 0, ignored: 0, unsupported: 0, unrecognized: 0 },
  };
}
