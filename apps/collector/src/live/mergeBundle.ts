import { compareText, HOST_NETNS } from '@vethscope/model';
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

/**
 * One bundle from an earlier one and a later look at some namespaces: files and entries of those
 * are the later one's, all others stay. `gone` are names that are not there any more.
 */
export function mergeBundle(
  base: Bundle,
  part: Bundle,
  request: LookRequest,
  gone: ReadonlySet<string>,
): Bundle {
  if (request.scope === 'everything') return part;
  const asked = new Set(request.netns);
  const seen = part.manifest.namespaces.filter((netns) => namesOf(netns).some((n) => asked.has(n)));
  const renewed = new Set([...asked, ...seen.map(({ name }) => name)]);
  const isKept = (netns: string) => !renewed.has(netns) && !gone.has(netns);
  const keepsCluster = request.cluster === 'without' && !gone.has(HOST_NETNS);
  const isKeptCommand = (command: ManifestCommand) =>
    isKept(command.netns) || (keepsCluster && isOfCluster(command));
  const old = base.manifest.commands.filter(isKeptCommand);
  const now = part.manifest.commands.filter(
    (command) => renewed.has(command.netns) && !(keepsCluster && isOfCluster(command)),
  );
  return {
    manifest: {
      ...part.manifest,
      started: base.manifest.started,
      namespaces: [...base.manifest.namespaces.filter(({ name }) => isKept(name)), ...seen].sort(
        hostFirst,
      ),
      commands: [...old, ...now.map((command) => later(command, base.manifest, part.manifest))],
    },
    files: [...filesOf(base, old), ...filesOf(part, now)],
  };
}

export function namesOf({ name, names = [] }: ManifestNetns): readonly string[] {
  return [name, ...names];
}

/** Taken on the host, and not by the kernel: these change by other causes than kernel events. */
function isOfCluster({ command, netns }: ManifestCommand): boolean {
  return netns === HOST_NETNS && /^(kubectl|crictl|firewall-cmd|NetworkManager)\b/.test(command);
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

function hostFirst(a: ManifestNetns, b: ManifestNetns): number {
  const rank = ({ name }: ManifestNetns) => (name === HOST_NETNS ? 0 : 1);
  return rank(a) - rank(b) || compareText(a.name, b.name);
}
