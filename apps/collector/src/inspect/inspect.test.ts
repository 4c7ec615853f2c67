import type {
  CapturedInput,
  CommandOutcome,
  CommandRun,
  Diagnostic,
  Evidence,
  NodeSnapshot,
  Snapshot,
} from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { node } from '../../../../packages/model/src/testing/builders.ts';
import { inspectReport } from './inspectReport.ts';
import { inspectText } from './inspectText.ts';

const links: CapturedInput = {
  evidence: { file: 'n1.md', line: 3, endLine: 6 },
  command: 'ip link',
  parser: 'ip link',
  node: 'n1',
  netns: 'host',
  records: 2,
  coverage: { understood: 2, ignored: 0, unsupported: 1, unrecognized: 0 },
};
const ghost: CapturedInput = {
  evidence: { file: 'n1.md', line: 9, endLine: 9 },
  command: 'rpm -qa',
  node: 'n1',
  netns: 'blue',
  records: 0,
  coverage: { understood: 0, ignored: 0, unsupported: 0, unrecognized: 0 },
};
const remark = (line: number, message: string): Diagnostic => ({
  file: 'n1.md',
  line,
  endLine: line,
  severity: 'warning',
  message,
});

const snapshotOf = (inputs: readonly CapturedInput[], diagnostics: readonly Diagnostic[]) =>
  ({ nodes: [], inputs, diagnostics }) satisfies Snapshot;

/** As the manifest of a bundle tells it. */
const captured: NodeSnapshot = {
  ...node([], { name: 'worker1' }),
  capture: {
    formatVersion: '1.0',
    tool: 'vethscope-capture 0.1.0',
    startedAt: '2026-11-24T18:18:04Z',
    finishedAt: '2026-11-24T18:18:06Z',
    user: 'nobody',
    kernel: '6.1.0-21-amd64',
    os: 'Debian GNU/Linux 12 (bookworm)',
    namespaces: [
      { name: 'blue', names: [], paths: [], failure: 'entering it needs root', evidence: at(12) },
      { name: 'host', names: [], paths: [], evidence: at(11) },
    ],
    commands: [
      run('ip rule show', 'host', { kind: 'exited', code: 0, file: 'host/ip_rule_show' }),
      run('ipset list', 'host', { kind: 'exited', code: 1, file: 'host/ipset_list' }),
      run('crictl pods', 'host', { kind: 'notRun', reason: 'crictl is not installed' }),
      run('nft list tables', 'host', { kind: 'notRun', reason: 'nft is not installed' }),
      run('nft list tables', 'red', { kind: 'notRun', reason: 'nft is not installed' }),
      run('iptables-legacy-save -c', 'host', {
        kind: 'notRun',
        reason: 'the kernel has no legacy table in this namespace',
        knownEmpty: true,
      }),
    ],
    evidence: { file: 'manifest.json', line: 1, endLine: 10 },
  },
};

function at(line: number): Evidence {
  return { file: 'manifest.json', line, endLine: line };
}

function run(command: string, netns: string, outcome: CommandOutcome): CommandRun {
  return { command, netns, outcome, evidence: at(20) };
}

test('tells how each node was captured, where its capture tells', () => {
  const report = inspectReport({ nodes: [captured], inputs: [], diagnostics: [] });
  expect(report.captures).toEqual([
    {
      file: 'manifest.json',
      line: 1,
      endLine: 10,
      node: 'worker1',
      bundleVersion: '1.0',
      tool: 'vethscope-capture 0.1.0',
      startedAt: '2026-11-24T18:18:04Z',
      finishedAt: '2026-11-24T18:18:06Z',
      user: 'nobody',
      kernel: '6.1.0-21-amd64',
      os: 'Debian GNU/Linux 12 (bookworm)',
      commands: { ran: 2, failed: 1, timedOut: 0, notRun: 3, knownEmpty: 1 },
      notRun: [
        { reason: 'crictl is not installed', commands: ['crictl pods'], netns: ['host'] },
        { reason: 'nft is not installed', commands: ['nft list tables'], netns: ['host', 'red'] },
      ],
      notCaptured: [{ netns: 'blue', reason: 'entering it needs root' }],
    },
  ]);
  expect(inspectText(report).split('\n').slice(0, 6)).toEqual([
    'worker1: captured 2026-11-24T18:18:04Z to 2026-11-24T18:18:06Z by vethscope-capture 0.1.0 as nobody on Debian GNU/Linux 12 (bookworm), 6.1.0-21-amd64',
    '  2 commands run: 1 failed, 0 hung; 3 not run, 1 known to list nothing',
    '  not run in host: crictl pods: crictl is not installed',
    '  not run in 2 namespaces: nft list tables: nft is not installed',
    '  not captured: blue: entering it needs root',
    '',
  ]);
});

test('claims nothing of how a typed capture was made', () => {
  expect(inspectReport(snapshotOf([links], [])).captures).toEqual([]);
});

describe('inspectReport', () => {
  test('counts coverage as the share of lines accounted for, rounded down', () => {
    const { inputs, totals } = inspectReport(snapshotOf([links, ghost], []));
    // 2 of 3 lines: 66.66… must not become 66.7, nor 99.96 become 100.
    expect(inputs[0]?.coverage).toBe(66.6);
    expect(totals).toEqual({
      inputs: 2,
      recognized: 1,
      records: 2,
      lines: { understood: 2, ignored: 0, unsupported: 1, unrecognized: 0 },
      coverage: 66.6,
      diagnostics: { error: 0, warning: 0, info: 0 },
    });
  });

  test('leaves coverage and parser out where there is none', () => {
    const [, input] = inspectReport(snapshotOf([links, ghost], [])).inputs;
    expect(input).not.toHaveProperty('coverage');
    expect(input).not.toHaveProperty('parser');
  });
});

describe('inspectText', () => {
  test('prints one aligned line per input, then diagnostics, then totals', () => {
    const report = inspectReport(snapshotOf([links, ghost], [remark(4, 'odd line')]));
    expect(inspectText(report)).toBe(
      [
        'INPUT      COMMAND  PARSER       NODE/NETNS  RECORDS  COVERAGE',
        'n1.md:3-6  ip link  ip link      n1/host           2    66.6 %',
        'n1.md:9    rpm -qa  (no parser)  n1/blue           0         -',
        '',
        'warning: odd line (n1.md:4)',
        '',
        '2 inputs, 1 with a parser, 2 records',
        'lines: 2 understood, 0 ignored on purpose, 1 unsupported, 0 unrecognized (66.6 % accounted for)',
        'diagnostics: 0 errors, 1 warnings, 0 remarks',
        '',
      ].join('\n'),
    );
  });

  test('says the same thing once, with the first places and how many more', () => {
    const same = [1, 2, 3, 4, 5].map((line) => remark(line, 'odd line'));
    const text = inspectText(inspectReport(snapshotOf([], same)));
    expect(text).toContain('warning: odd line (n1.md:1, n1.md:2, n1.md:3 and 2 more places)');
  });

  test('lets no escape sequence of a capture through to the terminal', () => {
    const hostile = { ...links, command: 'ip \u001b[2J\u009blink', node: 'a\nb' };
    const text = inspectText(inspectReport(snapshotOf([hostile], [])));
    expect(text).toContain('ip ?[2J?link');
    expect(text).toContain('a?b/host');
  });
});
