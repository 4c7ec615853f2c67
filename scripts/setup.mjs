// Installs the pinned dependencies with the pinned pnpm. Needs nothing but Node and npm; does
// nothing when what is installed is what the lockfile says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietly, root, script } from './processes.mjs';

const INPUTS = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
const STAMP = join(root, 'node_modules', '.vethscope-setup');

export async function setup() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.error(`Installing dependencies with ${packageManager} …`);
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  await quietly(npx, ['--yes', packageManager, 'install', '--frozen-lockfile'], {
    CI: 'true',
  });
  writeFileSync(STAMP, wanted);
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const input of INPUTS) hash.update(readFileSync(join(root, input)));
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) await script(setup);
