import { DEFAULT_ARCHIVE_LIMITS } from '@vethscope/parsers';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ReadCapture, readCaptures } from '../captures/readCaptures.ts';
import { run } from '../cli/run.ts';
import { SAMPLE_FOLDER, TWO_NODES } from '../testing/samples.ts';
import { testIo } from '../testing/testIo.ts';
import { testServer } from '../testing/testServer.ts';
import { captureListSchema } from './schemas/captures.ts';
import { traceSchema } from './schemas/trace.ts';

let twoNodes: readonly ReadCapture[];
let dualStack: readonly ReadCapture[];
beforeAll(async () => {
  const read = (path: string) => readCaptures([path], testIo().io.stdin, DEFAULT_ARCHIVE_LIMITS);
  twoNodes = (await read(TWO_NODES)).captures;
  dualStack = (await read(SAMPLE_FOLDER)).captures;
});

async function ask(given: readonly ReadCapture[], query: string): Promise<unknown> {
  const server = await testServer({ given });
  const list = captureListSchema.parse(await (await fetch(`${server}/api/v1/captures`)).json());
  const response = await fetch(`${server}/api/v1/captures/${list.captures[0]?.id}/trace?${query}`);
  expect(response.status).toBe(200);
  return response.json();
}

describe('GET /api/v1/captures/{id}/trace', () => {
  test('is the trace of the command line', async () => {
    const { io, stdout } = testIo();
    const words = ['--from', 'default/client-control', '--to', 'default/web', '--dport', '80'];
    await run(['trace', TWO_NODES, ...words, '--format', 'json'], io);
    const query = 'from=default/client-control&to=default/web&dport=80';
    expect(await ask(twoNodes, query)).toEqual(JSON.parse(stdout()));
  });

  test('holds what is described and nothing else, of every kind that these packets meet', async () => {
    const traces = await Promise.all([
      // Over the tunnel, to either endpoint.
      ask(twoNodes, 'from=default/client-control&to=default/web'),
      ask(twoNodes, 'from=default/client-control&to=default/nobody'),
      ask(twoNodes, 'from=default/web-worker&to=192.168.2.9&proto=icmp'),
      ask(twoNodes, 'from=default/shell-worker&to=kube-system/dns-worker&dport=53&proto=udp'),
      ask(dualStack, 'from=web-1&to=2001:db8:9::1&proto=icmp'),
    ]);
    const kinds = new Set<string>();
    for (const trace of traces) {
      const parsed = traceSchema.parse(trace);
      // A schema passes over fields that it does not know: here each one counts.
      expect(parsed).toEqual(trace);
      for (const { hops } of parsed.branches) {
        for (const { steps } of hops) for (const { kind } of steps) kinds.add(kind);
      }
    }
    expect([...kinds].sort()).toEqual([
      ...['bridge', 'conntrack', 'decap', 'egress', 'encap', 'end', 'forwarding', 'ingress', 'nat'],
      ...['neighbor', 'policy', 'route', 'rule', 'socket', 'source'],
    ]);
  });
});
