// Programs that the scripts start. No shell in between: arguments arrive as they are.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

export const root = dirname(import.meta.dirname);

/** A program that a dependency brings, as arguments for `node`. */
export function tool(name) {
  const entries = {
    biome: '@biomejs/biome/bin/biome',
    knip: 'knip/bin/knip.js',
    playwright: '@playwright/test/cli.js',
    tsc: 'typescript/bin/tsc',
    vite: 'vite/bin/vite.js',
    vitest: 'vitest/vitest.mjs',
  };
  return join(root, 'node_modules', entries[name]);
}

/** Runs with the terminal; resolves to the exit code. */
export function run(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? code : 1));
  });
}

/** A step that failed and has said why. */
export class StepFailed extends Error {}

/** Runs a whole script: one that failed ends with 1 and without a stack trace. */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Runs without a word, unless it fails: then everything it said is printed. */
export async function quietly(command, args, env = {}, cwd = root) {
  const said = [];
  const code = await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      // Node runs .cmd files on Windows only so.
      shell: command.endsWith('.cmd'),
    });
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.once('error', (error) => {
      said.push(Buffer.from(`${error.message}\n`));
      resolve(1);
    });
    child.once('close', resolve);
  });
  if (code === 0) return;
  process.stderr.write(Buffer.concat(said));
  throw new StepFailed(`failed: ${command} ${args.join(' ')}`);
}

/** Starts a server; stops it, and then this script, when this script is asked to stop. */
export function runUntilStopped(command, args) {
  const child = spawn(command, args, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(signal === null ? code : 1));
}
