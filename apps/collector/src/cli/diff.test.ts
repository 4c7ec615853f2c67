import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SAMPLE, SAMPLE_FOLDER, TWO_NODES } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

async function diff(argv: readonly string[], stdin = '') {
  const { io, stdout, stderr } = testIo({ stdin });
  const exitCode = await run(['diff', ...argv], io);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

test.each([
  [[SAMPLE], "missing required argument 'AFTER' (see --help)"],
  [[SAMPLE, SAMPLE, SAMPLE], 'too many arguments'],
  [['-', '-'], 'standard input cannot be both captures: save one as a file'],
  [[SAMPLE, '/nonexistent.md'], '/nonexistent.md: no such file or folder: check the path'],
  [[SAMPLE, SAMPLE, '--mute', 'mtu'], 'There is no such rule'],
  [[SAMPLE, SAMPLE, '--fail-on', 'error'], 'Allowed choices are change. (see --help)'],
])('what cannot be compared: exit 2 and one line: %j', async (argv, line) => {
  const { exitCode, stdout, stderr } = await diff(argv);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test.each([
  ['a transcript', SAMPLE],
  ['a folder of outputs', SAMPLE_FOLDER],
  ['a cluster', TWO_NODES],
])('%s and itself: no difference, which is no failure', async (_, capture) => {
  const { exitCode, stdout } = await diff([capture, capture, '--fail-on', 'change']);
  expect(stdout).toMatch(/^No difference/);
  expect(exitCode).toBe(0);
});

const CHANGED = readFileSync(SAMPLE, 'utf8').replaceAll(/(vxlan\.calico: .* mtu )1450/g, '$11400');

test('a change is told, and with --fail-on fails', async () => {
  const { exitCode, stdout, stderr } = await diff([SAMPLE, '-', '--fail-on', 'change'], CHANGED);
  expect(stdout).toMatch(/~ vxlan\.calico mtu 1450 {2}\[calico-single-node\.md:\d+/);
  expect(stdout).toMatch(/→ vxlan\.calico mtu 1400 {2}\[.*:\d+/);
  expect([exitCode, stderr]).toEqual([1, 'vethscope: the captures differ\n']);
  expect((await diff([SAMPLE, '-'], CHANGED)).exitCode).toBe(0);
});

test('a finding that is muted is counted on standard error, and is no change', async () => {
  // 20 bytes too many: the outer packet no longer fits into eth1's 1500.
  const tooLarge = readFileSync(SAMPLE, 'utf8').replaceAll(
    /(vxlan\.calico: .* mtu )1450/g,
    '$11470',
  );
  const muted = await diff([SAMPLE, '-', '--mute', 'mtu-mismatch', '--format', 'json'], tooLarge);
  expect((await diff([SAMPLE, '-'], tooLarge)).stdout).toContain('(mtu-mismatch)');
  expect(muted.stdout).not.toContain('mtu-mismatch');
  expect(muted.stderr).toMatch(/^vethscope: muted: \d findings? of mtu-mismatch\n$/);
});

test('as JSON', async () => {
  const { stdout } = await diff([SAMPLE, '-', '--format', 'json'], CHANGED);
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({
    formatVersion: 1,
    nodes: [{ by: 'onlyOneLeft', before: 'calico-single-node' }],
    records: [{ kind: 'link', before: { text: 'vxlan.calico mtu 1450' } }],
  });
});
