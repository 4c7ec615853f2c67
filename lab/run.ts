import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { Machine } from './machine.ts';
import { enter, labEnvironment } from './machine.ts';

interface RunOptions {
  /** Name under the machine's /run/netns. Absent: the machine's own namespace. */
  readonly netns?: string;
  readonly input?: string;
}

/** What a program in the machine printed. Throws `CommandFailed` unless it exits with 0. */
export async function run(
  machine: Machine,
  argv: readonly string[],
  { netns, input }: RunOptions = {},
): Promise<string> {
  return (await runHere(enter(machine, argv, netns), input)).toString();
}

/** A program that failed: the message has its command line and what it wrote to standard error. */
export class CommandFailed extends Error {}

/** As `run`, in the namespaces of this process. */
export async function runHere(argv: readonly string[], input = ''): Promise<Buffer> {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { stdio: 'pipe', env: labEnvironment() });
  // A program need not read all of its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [printed, complaints] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (child.exitCode === 0) return printed;
  throw new CommandFailed(`${argv.join(' ')} ended with ${child.exitCode}: ${complaints}`);
}

/**
 * Runs `ip` commands in order, all in one process: `['link add cni0 type bridge', …]`. The first
 * that fails ends it.
 */
export async function ip(
  machine: Machine,
  commands: readonly string[],
  netns?: string,
): Promise<void> {
  await batch(machine, ['ip', '-batch', '-'], commands, netns);
}

/** As `ip`, for `bridge`. */
export async function bridge(machine: Machine, commands: readonly string[]): Promise<void> {
  await batch(machine, ['bridge', '-batch', '-'], commands);
}

async function batch(
  machine: Machine,
  argv: readonly string[],
  commands: readonly string[],
  netns?: string,
): Promise<void> {
  const input = commands.map((command) => `${command}\n`).join('');
  try {
    await run(machine, argv, { input, ...(netns !== undefined && { netns }) });
  } catch (error) {
    // "Command failed -:3" alone does not say what was asked.
    if (error instanceof CommandFailed) error.message += input;
    throw error;
  }
}

/** Sets kernel parameters, with slashes as a dot may be part of a name: `{ 'net/ipv4/ip_forward': 1 }`. */
export async function sysctl(
  machine: Machine,
  parameters: Readonly<Record<string, number>>,
  netns?: string,
): Promise<void> {
  const input = Object.entries(parameters)
    .map(([key, value]) => `${key} ${value}\n`)
    .join('');
  const script = 'set -e; while read -r key value; do echo "$value" > "/proc/sys/$key"; done';
  await run(machine, ['sh', '-c', script], { input, ...(netns !== undefined && { netns }) });
}

/** A program that goes on running in the machine. Ends with the machine at the latest. */
export interface Program {
  readonly stdout: Readable;
  stop(): Promise<void>;
}

/** Starts a program; its standard error is this process's own. */
export function start(machine: Machine, argv: readonly string[], netns?: string): Program {
  // nsenter passes no signal on: what it started is told that it died.
  const mortal = ['setpriv', '--pdeathsig', 'TERM', ...argv];
  const [program, ...args] = enter(machine, mortal, netns);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: labEnvironment(),
  });
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { stdout: child.stdout, stop };
}
