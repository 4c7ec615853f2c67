import { describe, expect, test } from 'vitest';
import { CRICTL_PODS, TWO_NODES } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

async function trace(argv: readonly string[], stdin = '') {
  const { io, stdout, stderr } = testIo({ stdin });
  const exitCode = await run(['trace', ...argv], io);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

const FROM_TO = ['--from', 'control', '--to', 'worker'];

describe('what cannot be asked: exit 2 and one line', () => {
  test.each([
    [[TWO_NODES], "required option '--from <WHERE>' not specified, nor --packets (see --help)"],
    [
      [TWO_NODES, '--from', 'control'],
      "required option '--to <WHERE>' not specified, nor --packets (see --help)",
    ],
    [
      [TWO_NODES, ...FROM_TO, '--proto', 'sctp'],
      "option '--proto <PROTO>' argument 'sctp' is invalid. Allowed choices are tcp, udp, icmp. (see --help)",
    ],
    [
      [TWO_NODES, ...FROM_TO, '--dport', '65536'],
      "option '--dport <N>' argument '65536' is invalid. It is a port from 1 to 65535. (see --help)",
    ],
    [
      [TWO_NODES, ...FROM_TO, '--proto', 'icmp', '--dport', '80'],
      '--dport and --sport: ICMP has no ports',
    ],
    [
      [TWO_NODES, ...FROM_TO, '--fail-on', 'unexpected'],
      '--fail-on unexpected goes with --packets, whose lines say what to expect',
    ],
    [
      [TWO_NODES, ...FROM_TO, '--packets', 'x'],
      "option '--packets <FILE>' cannot be used with option '--from <WHERE>' (see --help)",
    ],
    [
      ['-', '--packets', '-'],
      'standard input cannot be a capture and --packets: save one as a file',
    ],
    [[TWO_NODES, ...FROM_TO], '--dport: a tcp port is needed'],
    [
      [TWO_NODES, '--from', 'default/web-contrl', '--to', 'worker'],
      '--from: no pod, service, namespace, node or address "default/web-contrl": did you mean default/web-control?',
    ],
    [
      [TWO_NODES, '--packets', '/nonexistent/packets.jsonl'],
      '/nonexistent/packets.jsonl: no such file or folder: check the path',
    ],
  ])('%j', async (argv, line) => {
    expect(await trace(argv, CRICTL_PODS)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `vethscope: ${line}\n`,
    });
  });
});

const TO_NOBODY = [TWO_NODES, '--from', 'default/client-control', '--to', 'default/nobody'];
const TO_WEB = [TWO_NODES, '--from', 'default/client-control', '--to', 'default/web'];

describe('one packet', () => {
  test('text: the verdict, what it would take, and the rule that decided with its line', async () => {
    const { exitCode, stdout, stderr } = await trace(TO_NOBODY);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'rejected: rule 1 of KUBE-SERVICES in filter rejects it with icmp-port-unreachable',
      '  tcp 192.168.1.2 → 10.96.0.99:80, from default/client-control to default/nobody',
      '  it would take a ready pod behind service default/nobody:http',
    ]);
    expect(lines.slice(-3)).toEqual([
      '> KUBE-SERVICES rule 1 (filter) rejects it  [iptables-nft-save_-c:39]',
      '      -d 10.96.0.99/32 -p tcp -m comment --comment "default/nobody:http has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable',
      '',
    ]);
  });

  test('JSON: a branch for each endpoint, each with its chance, the same bytes each time', async () => {
    const first = await trace([...TO_WEB, '--format', 'json']);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({
      packet: { source: '192.168.1.2', destination: '10.96.0.80', destinationPort: 80 },
      from: { text: 'default/client-control', id: 'pod/default/client-control' },
      to: { text: 'default/web', id: 'service/default/web' },
      disposition: 'delivered',
      branches: [
        { probability: 0.5, disposition: 'delivered', reply: { disposition: 'delivered' } },
        { probability: 0.5, disposition: 'delivered', reply: { disposition: 'delivered' } },
      ],
    });
    expect((await trace([...TO_WEB, '--format', 'json'])).stdout).toBe(first.stdout);
  });

  test('--fail-on undelivered: exit 1 where it is not delivered, after the result', async () => {
    const rejected = await trace([...TO_NOBODY, '--fail-on', 'undelivered']);
    expect(rejected).toMatchObject({
      exitCode: 1,
      stderr: 'vethscope: not delivered: rejected\n',
    });
    expect(rejected.stdout).toMatch(/^rejected: /);
    expect(await trace([...TO_WEB, '--fail-on', 'undelivered'])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
  });
});

describe('--packets', () => {
  const toWeb = '{ "from": "default/client-control", "to": "default/web", "expect": "delivered" }';
  const ping = '{ "from": "control", "to": "10.0.0.12", "proto": "icmp" }';
  const toNobody = '{ "from": "control", "to": "default/nobody", "expect": "dropped" }';
  const ask = (lines: readonly string[], ...options: readonly string[]) =>
    trace([TWO_NODES, '--packets', '-', ...options], `${lines.join('\n')}\n`);

  test('one result a line, in the order of the lines', async () => {
    expect(await ask([toWeb, '', ping])).toEqual({
      exitCode: 0,
      stdout: `\
delivered  tcp 192.168.1.2 → 10.96.0.80:80  default/client-control to default/web: 2 ways: delivered
delivered  icmp echo request 10.0.0.11 → 10.0.0.12  control to 10.0.0.12: it arrives at 10.0.0.12 of node worker
`,
      stderr: '',
    });
  });

  test('what is not as expected is said; with --fail-on unexpected it is exit 1', async () => {
    const stderr = 'vethscope: -:2: expected dropped, it is rejected\n';
    expect(await ask([toWeb, toNobody])).toMatchObject({ exitCode: 0, stderr });
    const failing = await ask([toWeb, toNobody], '--fail-on', 'unexpected');
    expect(failing).toMatchObject({
      exitCode: 1,
      stderr: `${stderr}vethscope: 1 of 2 packets went otherwise than expected\n`,
    });
    expect(failing.stdout).toContain(
      '\nrejected (expected: dropped)  tcp 10.0.2.11 → 10.96.0.99:80',
    );
    expect(await ask([toWeb, ping], '--fail-on', 'unexpected')).toMatchObject({ exitCode: 0 });
  });

  test('--fail-on unexpected where nothing is expected would never fail: exit 2', async () => {
    expect(await ask([ping], '--fail-on', 'unexpected')).toMatchObject({
      exitCode: 2,
      stderr: 'vethscope: -: no line says what to expect: --fail-on unexpected checks nothing\n',
    });
  });

  test('--fail-on undelivered counts those that are not', async () => {
    expect(await ask([toWeb, toNobody], '--fail-on', 'undelivered')).toMatchObject({
      exitCode: 1,
      stderr:
        'vethscope: -:2: expected dropped, it is rejected\nvethscope: 1 of 2 packets are not delivered\n',
    });
  });

  test('a line that cannot be asked has an error in its place, the others are answered: exit 2', async () => {
    const { exitCode, stdout, stderr } = await ask(
      [toWeb, '{ "from": "nobody-there", "to": "worker" }', 'no JSON', toNobody],
      '--format',
      'json',
    );
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(results).toMatchObject([
      { disposition: 'delivered', expect: 'delivered', asExpected: true },
      {
        error: {
          message: '-:2: from: no pod, service, namespace, node or address "nobody-there"',
        },
      },
      {
        error: {
          message: '-:3: not JSON: each line is one object, { "from": …, "to": … }',
        },
      },
      { disposition: 'rejected', expect: 'dropped', asExpected: false },
    ]);
    expect(exitCode).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'vethscope: -:2: from: no pod, service, namespace, node or address "nobody-there"',
      'vethscope: -:3: not JSON: each line is one object, { "from": …, "to": … }',
      'vethscope: -:4: expected dropped, it is rejected',
      'vethscope: -: 2 of 4 packets could not be traced',
      '',
    ]);
  });
});
