import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { generateNode } from './generate.ts';

export interface Dashboard {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** The built program, serving one generated node. */
export async function serveNode(program: string, pods: number): Promise<Dashboard> {
  const folder = mkdtempSync(join(tmpdir(), 'vethscope-bench-'));
  const capture = join(folder, 'node-1');
  const { files } = generateNode('node-1', { pods, services: 0, endpointsPerService: 0 });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(capture, path)), { recursive: true });
    writeFileSync(join(capture, path), text);
  }
  const server = spawn(
    process.execPath,
    [program, 'serve', capture, '--port', '0', '--data', join(folder, 'data')],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return {
    address: await addressOf(server),
    stop: async () => {
      server.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

/** `Dashboard: http://127.0.0.1:40123/` */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('the program was started without its standard error');
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const address = /^Dashboard: (\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
    said.push(line);
  }
  throw new Error(`the program ended without serving: ${said.join('\n')}`);
}
