import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CaptureFiles } from '../packages/parsers/src/index.ts';

export interface ClusterServer {
  readonly address: string;
  readonly stop: () => void;
}

/** A server of its own, with these captures given on its command line. */
export async function serveCluster(captures: readonly CaptureFiles[]): Promise<ClusterServer> {
  const folder = mkdtempSync(join(tmpdir(), 'vethscope-cluster-'));
  const paths = captures.map(({ name, files }) => {
    for (const { path, text } of files) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return join(folder, name);
  });
  const server = await serveCaptures(paths);
  return {
    address: server.address,
    stop: () => {
      server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same of what is there already. */
export async function serveCaptures(paths: readonly string[]): Promise<ClusterServer> {
  const data = mkdtempSync(join(tmpdir(), 'vethscope-serve-'));
  const server = spawn(process.execPath, [
    ...['apps/collector/dist/vethscope.js', 'serve', ...paths],
    ...['--port', '0', '--data', data],
  ]);
  return {
    address: await addressOf(server),
    stop: () => {
      server.kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** `Dashboard: http://127.0.0.1:41234/`, on standard error. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const [, address] = /Dashboard: (\S+)/.exec(told) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.on('exit', () => reject(new Error(`the server ended: ${told}`)));
  });
}
