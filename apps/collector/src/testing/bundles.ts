import type { CaptureFile } from '@vethscope/parsers';
import { packBundle } from '../collect/packBundle.ts';

/** Of a node that has a bit of everything that can happen; docs/bundle.md. */
export const MANIFEST = {
  format: 'vethscope-bundle',
  version: '1.0',
  tool: 'vethscope-capture 0.1.0',
  node: 'worker1',
  started: '2026-11-24T18:18:04Z',
  finished: '2026-11-24T18:18:06Z',
  user: 'root',
  namespaces: [
    { name: 'host', folder: 'host', inode: 4026531840, names: [], state: 'captured' },
    { name: 'blue', folder: 'netns/blue', inode: 4026532281, names: ['blue'], state: 'captured' },
    {
      name: 'gone',
      folder: 'netns/gone',
      inode: 4026532999,
      names: ['gone'],
      state: 'failed',
      reason: 'it vanished before it could be entered',
    },
  ],
  commands: [
    { command: 'uname -n', netns: 'host', file: 'host/uname_-n', exit: 0 },
    { command: 'ip rule show', netns: 'blue', file: 'netns/blue/ip_rule_show', exit: 0 },
    { command: 'ipset list', netns: 'host', skipped: 'ipset is not installed' },
    { command: 'ipset list', netns: 'blue', skipped: 'ipset is not installed' },
    { command: 'crictl pods', netns: 'host', file: 'cluster/crictl_pods', exit: 1 },
    {
      command: 'kubectl get nodes -o json',
      netns: 'host',
      file: 'cluster/kubectl_get_nodes_-o_json',
      exit: 143,
      timedOut: true,
    },
    {
      command: 'iptables-legacy-save -c',
      netns: 'host',
      skipped: 'the kernel has no legacy table in this namespace',
      empty: true,
    },
  ],
};

export const TOP = 'vethscope-worker1-20261124T181804Z';

export const OUTPUTS: readonly CaptureFile[] = [
  { path: `${TOP}/host/uname_-n`, text: 'worker1\n' },
  { path: `${TOP}/netns/blue/ip_rule_show`, text: '0:\tfrom all lookup local\n' },
];

/** A whole bundle, with what differs from `MANIFEST`. */
export function bundle(differs: Partial<typeof MANIFEST> = {}): Promise<Uint8Array> {
  const manifest = JSON.stringify({ ...MANIFEST, ...differs });
  return packed([...OUTPUTS, { path: `${TOP}/manifest.json`, text: manifest }]);
}

export function packed(files: readonly CaptureFile[]): Promise<Uint8Array> {
  return packBundle({ name: TOP, files, diagnostics: [] }, new Date('2026-11-24T18:18:04Z'));
}

/** A capture script that prints these bytes. */
export function scriptThatPrints(bytes: Uint8Array): string {
  return `base64 -d << 'BYTES'\n${Buffer.from(bytes).toString('base64')}\nBYTES\n`;
}
