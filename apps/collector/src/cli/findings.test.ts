import { RULES } from '@vethscope/findings';
import { describe, expect, test } from 'vitest';
import { CRICTL_PODS, SAMPLE } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

async function findings(argv: readonly string[], stdin = '') {
  const { io, stdout, stderr } = testIo({ stdin });
  const exitCode = await run(['findings', ...argv], io);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

/** eth1 carries the tunnel, the default route leads to eth0: a note, and nothing worse. */
const TUNNEL = `# ip -d link
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff promiscuity 0
7: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN mode DEFAULT group default
    link/ether 66:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff promiscuity 0
    vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
# ip route
default via 192.0.2.1 dev eth0
`;
const RULE = 'underlay-not-default';
/** A rule that is not this test's may find something, too. */
const OTHERS = RULES.flatMap(({ id }) => (id === RULE ? [] : ['--mute', id]));
const tunnel = (...argv: readonly string[]) => findings(['-', ...OTHERS, ...argv], TUNNEL);

describe('what cannot be asked: exit 2 and one line', () => {
  test.each([
    [
      ['--mute', 'underlay-not-defualt'],
      "option '--mute <RULE>' argument 'underlay-not-defualt' is invalid. There is no such rule: did you mean underlay-not-default? (see --help)",
    ],
    [
      ['--mute', 'x'.repeat(60)],
      `option '--mute <RULE>' argument '${'x'.repeat(60)}' is invalid. There is no such rule. (see --help)`,
    ],
    [
      ['--fail-on', 'fatal'],
      "option '--fail-on <SEVERITY>' argument 'fatal' is invalid. Allowed choices are error, warning, info. (see --help)",
    ],
    [
      ['--format', 'xml'],
      "option '--format <FORMAT>' argument 'xml' is invalid. Allowed choices are text, json, sarif, junit. (see --help)",
    ],
  ])('%j', async (argv, line) => {
    expect(await findings(['-', ...argv], TUNNEL)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `vethscope: ${line}\n`,
    });
  });
});

describe('--fail-on', () => {
  test('a note is one: exit 1 after the result, which is the same', async () => {
    const failing = await tunnel('--fail-on', 'info');
    expect(failing).toMatchObject({ exitCode: 1, stderr: 'vethscope: found: 1 note\n' });
    expect(failing.stdout).toBe((await tunnel()).stdout);
    expect(failing.stdout).toMatch(/^info: .* \(underlay-not-default\)\n {2}vxlan\.calico sends /);
  });

  test.each(['error', 'warning'])('a note is no %s: exit 0', async (severity) => {
    expect(await tunnel('--fail-on', severity)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('what is muted fails nothing, and is counted', async () => {
    const { exitCode, stdout } = await tunnel('--mute', RULE, '--fail-on', 'info');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^nothing found; /);
    expect(stdout).toContain('1 finding of underlay-not-default');
  });
});

describe('formats', () => {
  test('JSON is the list of findings; what it cannot tell goes to standard error', async () => {
    const { exitCode, stdout, stderr } = await findings(
      ['-', '--format', 'json', ...OTHERS, '--mute', RULE],
      TUNNEL,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '[]\n' });
    expect(stderr).toContain('vethscope: muted: ');
    expect(stderr).toContain('1 finding of underlay-not-default');
    expect(JSON.parse((await tunnel('--format', 'json')).stdout)).toMatchObject([
      {
        ruleId: RULE,
        severity: 'info',
        subjects: ['if/stdin/host/eth1', 'if/stdin/host/vxlan.calico'],
        evidence: [
          { file: '-', line: 6, endLine: 7 },
          { file: '-', line: 8, endLine: 10 },
          { file: '-', line: 12, endLine: 12 },
        ],
      },
    ]);
  });

  test('where the capture cannot tell, that is said, in every format', async () => {
    const asked = (format: string) => findings(['-', '--format', format, ...OTHERS], CRICTL_PODS);
    const text = await asked('text');
    expect(text.stdout).toMatch(
      /^not checked, so unknown:\n {2}underlay-not-default: the capture lacks interfaces \(`ip -d link show`\), IPv4 routes \(`ip route show`\)\n/,
    );
    expect(text.stdout).toContain('nothing found; 0 of 1 rule checked');
    expect((await asked('json')).stderr).toContain(
      'not checked everywhere, as the capture lacks what it takes: 1 rule; --format text says which',
    );
    expect((await asked('junit')).stdout).toContain('<skipped message="not checked: the capture');
    expect((await asked('sarif')).stdout).toContain('"Not checked: the capture lacks interfaces');
  });

  test.each(['text', 'json', 'sarif', 'junit'])('%s: the same bytes each time', async (format) => {
    const first = await findings([SAMPLE, '--format', format]);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(/\S\n$/);
    expect((await findings([SAMPLE, '--format', format])).stdout).toBe(first.stdout);
  });

  test('--fail-on says what is a failure for JUnit', async () => {
    const failures = async (...argv: readonly string[]) =>
      (await tunnel('--format', 'junit', ...argv)).stdout.match(/<failure /g)?.length ?? 0;
    expect(await failures()).toBe(0);
    expect(await failures('--fail-on', 'info')).toBe(1);
  });
});
