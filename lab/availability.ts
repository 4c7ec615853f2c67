import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { labEnvironment } from './machine.ts';
import tools from './tools.json' with { type: 'json' };

/** Why no lab can be built here: `needs root`. `undefined` where one can. */
export function whyNoLab(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const missing = Object.entries(tools).filter(([program]) => !isOnPath(program));
  if (missing.length > 0) {
    const packages = new Set(missing.map(([, name]) => name));
    return `needs ${missing.map(([program]) => program).join(', ')} (of ${[...packages].join(', ')})`;
  }
  return (
    complaint('needs namespaces', ['--mount', '--pid', '--fork', '--mount-proc', 'true']) ??
    whatKernelLacks()
  );
}

const KINDS = ['bridge', 'veth', 'vxlan id 1 dstport 4789'];

function whatKernelLacks(): string | undefined {
  const reasons = KINDS.map((kind) =>
    complaint(`needs ${kind.split(' ')[0]} links`, [
      'ip',
      'link',
      'add',
      'type',
      ...kind.split(' '),
    ]),
  );
  return (
    reasons.find((reason) => reason !== undefined) ??
    complaint('needs ipsets', ['ipset', 'create', 'probe', 'hash:ip']) ??
    complaint('needs nf_tables', ['iptables-nft-restore'], '*filter\nCOMMIT\n')
  );
}

/** Tries it in a network namespace that ends with it. */
function complaint(reason: string, argv: readonly string[], input = ''): string | undefined {
  const { status, stderr } = spawnSync('unshare', ['--net', ...argv], {
    env: labEnvironment(),
    input,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `${reason} (${stderr.trim().split('\n')[0]})`;
}

function isOnPath(program: string): boolean {
  return (labEnvironment()['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
