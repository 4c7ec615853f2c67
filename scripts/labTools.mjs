// Installs what the lab runs, where that can be done without asking: as root, with Debian's packages.
// Whether a lab can be built then is for lab/availability.ts to say.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './processes.mjs';

export function installLabTools() {
  if (process.getuid?.() !== 0 || !spawnSync('apt-get', ['--version']).stdout) return;
  const tools = JSON.parse(readFileSync(join(root, 'lab', 'tools.json'), 'utf8'));
  const missing = Object.keys(tools).filter((program) => !isOnPath(program));
  const packages = [...new Set(missing.map((program) => tools[program]))];
  if (packages.length === 0) return;
  console.error(`Installing the packages ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    if (status !== 0) return;
  }
}

function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
