import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CRICTL_PODS } from '../testing/samples.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

/** Starts `vethscope serve`, and waits for its address. */
async function serve(argv: readonly string[]) {
  const test = testIo({ stdin: CRICTL_PODS });
  const exitCode = run(['serve', '--port', '0', ...argv], test.io);
  onTestFinished(async () => {
    test.stop();
    await exitCode;
  });
  const address = () => /^Dashboard: (http:\S+)\/$/m.exec(test.stderr())?.[1];
  while (address() === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  return { ...test, exitCode, address: address() ?? '' };
}

test('prints its address, serves, and ends with 0 when asked to stop', async () => {
  const server = await serve(['--data', scratchFolder(), '-']);
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const captures = await (await fetch(`${server.address}/api/v1/captures`)).json();
  expect(captures).toMatchObject({ captures: [{ id: 'stdin', name: 'stdin', readOnly: true }] });
  server.stop();
  expect(await server.exitCode).toBe(0);
  expect(server.stdout()).toBe('');
  await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
});

test('keeps uploads from one run to the next', async () => {
  const data = join(scratchFolder(), 'not', 'there', 'yet');
  const first = await serve(['--data', data]);
  await fetch(`${first.address}/api/v1/captures?name=node1.txt`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: CRICTL_PODS,
  });
  first.stop();
  await first.exitCode;
  const second = await serve(['--data', data]);
  expect(await (await fetch(`${second.address}/api/v1/captures`)).json()).toMatchObject({
    captures: [{ name: 'node1', uploadedAt: '2024-06-01T12:00:00.000Z' }],
  });
});

test('says in one line that the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    other.close();
  });
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { io, stderr } = testIo();
  const argv = ['serve', '--port', String(port), '--data', scratchFolder()];
  expect(await run(argv, io)).toBe(2);
  expect(stderr()).toBe(
    `vethscope: 127.0.0.1:${port}: the port is in use: choose another with --port, 0 takes a free one\n`,
  );
});

// No folder can be made below /proc: Node's own `mkdir -p` tries for ever.
test.each(['/dev/null/captures', '/proc/captures'])(
  'says in one line that captures cannot be kept in %s',
  async (folder) => {
    const { io, stderr } = testIo();
    expect(await run(['serve', '--port', '0', '--data', folder], io)).toBe(2);
    expect(stderr()).toMatch(/^vethscope: \/\w+\/.*: cannot keep captures there: .*--data\)\n$/);
  },
);
