import { execFile, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const PROGRAM = 'apps/collector/dist/vethscope.js';
const SAMPLE = 'examples/calico-single-node.md';

/** The built file, as users run it; what it does is tested in apps/collector. */
test.describe('the built program', () => {
  test('runs from any folder with nothing installed beside it', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(process.cwd(), PROGRAM), '--version'],
      { cwd: tmpdir() },
    );
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('prints a result that is larger than a pipe takes at once, to its end', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [PROGRAM, 'export', SAMPLE, '-o', '-'],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    expect(stdout.length).toBeGreaterThan(64 * 1024);
    expect(stdout.trimEnd()).toMatch(/<\/html>$/);
  });

  test('ends quietly when nobody reads on', async () => {
    const page = spawn(process.execPath, [PROGRAM, 'export', SAMPLE, '-o', '-']);
    page.stdout.once('data', () => page.stdout.destroy());
    const said = text(page.stderr);
    const code = await new Promise((resolve) => page.once('close', resolve));
    expect({ code, said: await said }).toEqual({ code: 0, said: '' });
  });

  test('ends with 2 and one line for what it cannot read', async () => {
    const graph = spawn(process.execPath, [PROGRAM, 'graph', '-']);
    graph.stdin.end('<html>Forbidden</html>');
    const said = text(graph.stderr);
    const code = await new Promise((resolve) => graph.once('close', resolve));
    expect(code).toBe(2);
    expect(await said).toMatch(/^vethscope: -: [^\n]+\n$/);
  });

  test('serves until it is told to stop', async () => {
    const data = await mkdtemp(join(tmpdir(), 'vethscope-e2e-'));
    const server = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--data', data]);
    const ended = new Promise((resolve) => server.once('close', resolve));
    const line = await new Promise<string>((resolve) =>
      server.stderr.once('data', (chunk) => resolve(String(chunk))),
    );
    const [, address] = /^Dashboard: (http:\S+)\n$/.exec(line) ?? [];
    expect(await (await fetch(`${address}healthz`)).json()).toEqual({ status: 'ok' });
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
