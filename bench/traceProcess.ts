import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CaptureFiles } from '@vethscope/parsers';
import type { TraceRequest } from '@vethscope/trace';
import { type Comparison, comparison } from './compare.ts';

const PROCESSES = 3;

/** What the whole command takes, from the files on. */
export async function benchProcess(
  program: string,
  { files }: CaptureFiles,
  { from, to, dport }: TraceRequest,
): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'vethscope-bench-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const ends = ['--from', from, '--to', to, '--dport', String(dport)];
    const trace = [program, 'trace', folder, ...ends];
    const split = ['--eval', SPLIT, folder, ...files.map(({ path }) => path)];
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < PROCESSES; i++) {
      ours.push(await peakMebibytes(trace));
      theirs.push(await peakMebibytes(split));
    }
    return comparison(
      {
        benchmark: `\`vethscope trace\` of that node: memory of the process`,
        peer: 'Node.js with its lines split into words',
      },
      'MiB',
      ours,
      theirs,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SPLIT = `
const [folder, ...paths] = process.argv.slice(1);
const { readFileSync } = require('node:fs');
globalThis.held = paths.map((path) =>
  readFileSync(folder + '/' + path, 'utf8').split('\\n').map((line) => line.split(' ')));
`;

/** The highest resident size that the kernel has seen: VmHWM, proc_pid_status(5). */
async function peakMebibytes(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let kibibytes = 0;
  const sampling = setInterval(() => {
    kibibytes = Math.max(kibibytes, peakOf(child.pid ?? 0));
  }, 5);
  const [code] = await once(child, 'close');
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${code}`);
  return kibibytes / 1024;
}

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  } catch {
    // It has ended.
    return 0;
  }
}
