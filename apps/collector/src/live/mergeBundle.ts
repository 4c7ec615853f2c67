import { HOST_NETNS } from '@vethscope/model';
import type { Bundle, Manifest, ManifestCommand, ManifestNetns } from './manifest.ts';

/** What a look again was asked for. */
export type LookRequest =
  | { readonly scope: 'everything' }
  | {
      readonly scope: 'some';
      /** Names of namespaces; `host` is the node's own. */
      readonly netns: readonly string[];
      /** `without`: what the runtime and the cluster say is kept from before. */
      readonly cluster: 'with' | 'without';
    };

export interface MergedBundle {
  readonly bundle: Bundle;
  /** Names of namespaces that are there and into which nobody looked yet. */
  readonly unseen: readonly string[];
}

/**
 * One bundle from an earlier one and a later look at some namespaces: files and entries of those
 * are the later one's, the others stay. Every manifest names all namespaces that there are, the
 * inode says whether one is still the same.
 */
export function mergeBundle(base: Bundle, part: Bundle, request: LookRequest): MergedBundle {
  if (request.scope === 'everything') return { bundle: part, unseen: [] };
  const known = new Map(base.manifest.namespaces.map((netns) => [netns.name, netns]));
  const kept = new Map<string, ManifestNetns>();
  const renewed = new Set<string>();
  const unseen: string[] = [];
  for (const netns of part.manifest.namespaces) {
    const before = known.get(netns.name);
    if (netns.state !== LEFT_OUT) renewed.add(netns.name);
    else if (before && before.inode === netns.inode) kept.set(netns.name, before);
    else unseen.push(netns.name);
  }
  const keepsCluster = request.cluster === 'without';
  const old = base.manifest.commands.filter(
    (command) => kept.has(command.netns) || (keepsCluster && isOfCluster(command)),
  );
  const now = part.manifest.commands.filter(
    (command) => renewed.has(command.netns) && !(keepsCluster && isOfCluster(command)),
  );
  const manifest = {
    ...part.manifest,
    started: base.manifest.started,
    namespaces: part.manifest.namespaces.map((netns) => ({ ...netns, ...stateOf(kept, netns) })),
    commands: [...old, ...now.map((command) => later(command, base.manifest, part.manifest))],
  };
  return { bundle: { manifest, files: [...filesOf(base, old), ...filesOf(part, now)] }, unseen };
}

const LEFT_OUT = 'left out';

/** What became of it when it was last looked at. */
function stateOf(
  kept: ReadonlyMap<string, ManifestNetns>,
  { name }: ManifestNetns,
): Partial<ManifestNetns> {
  const before = kept.get(name);
  return before ? { state: before.state, ...(before.reason && { reason: before.reason }) } : {};
}

/** By which namespaces go: their own and every name that leads to them. */
export function namesOf({ name, names = [] }: ManifestNetns): readonly string[] {
  return [name, ...names];
}

/** Taken on the host, and not by the kernel: these change by other causes than kernel events. */
function isOfCluster({ command, netns, file = '' }: ManifestCommand): boolean {
  return (
    netns === HOST_NETNS &&
    (file.startsWith('cluster/') ||
      /\b(kubectl|crictl|firewall-cmd|NetworkManager)\b/.test(command))
  );
}

/** `at` counts from the start of the whole. */
function later(command: ManifestCommand, base: Manifest, part: Manifest): ManifestCommand {
  if (command.at === undefined) return command;
  const shift = (Date.parse(part.started) - Date.parse(base.started)) / 1000;
  return { ...command, at: Number((command.at + Math.max(shift, 0)).toFixed(3)) };
}

function filesOf({ files }: Bundle, commands: readonly ManifestCommand[]): Bundle['files'] {
  const paths = new Set(commands.flatMap(({ file, stderr }) => [file, stderr]));
  return files.filter(({ path }) => paths.has(path));
}
