import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CaptureFiles } from '@vethscope/parsers';
import { writeBundles } from '../writeBundles.ts';

/** What a picture is made of. */
export const FILES = /\/files$/;

export interface Dashboard {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** The built program, serving one capture: a bundle, or a folder of them. */
export async function serveBundles(
  program: string,
  bundles: readonly CaptureFiles[],
): Promise<Dashboard> {
  const folder = mkdtempSync(join(tmpdir(), 'vethscope-bench-'));
  const capture = await writeBundles(folder, 'capture', bundles);
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
