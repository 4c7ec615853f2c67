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
