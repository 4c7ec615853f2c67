import type { BundleManifest } from './bundleManifest.ts';

/** More groups than that are counted in one line; `vethscope inspect` tells them all. */
const MAX_GROUPS = 8;

/** What was captured, and what is missing and why, in a few lines; `asRoot` says how to get more. */
export function captureSummary(manifest: BundleManifest, asRoot: string): readonly string[] {
  const { commands, namespaces } = manifest;
  const ran = commands.filter(({ skipped }) => skipped === undefined);
  // What is known to print nothing is no loss.
  const missing = commands.filter(({ skipped, empty }) => skipped !== undefined && empty !== true);
  const wanted = namespaces.filter(({ state }) => state !== 'left out');
  const captured = wanted.filter(({ state }) => state === 'captured');
  const all = ran.length + missing.length;
  return [
    `${outOf(captured.length, wanted.length, 'namespace')}, ${outOf(ran.length, all, 'command')}`,
    ...withoutRoot(manifest, asRoot),
    ...limited([
      ...wanted
        .filter(({ state }) => state !== 'captured')
        .map(({ name, reason }) => `namespace ${name}: ${reason ?? 'not captured'}`),
      ...groups(missing.map(({ command, skipped }) => ({ command, fate: `not run: ${skipped}` }))),
      ...groups(
        ran.flatMap(({ command, exit, timedOut }) => {
          if (timedOut === true) return [{ command, fate: 'ended after its time limit' }];
          return exit === undefined || exit === 0
            ? []
            : [{ command, fate: `failed with exit code ${exit}` }];
        }),
      ),
    ]),
  ];
}

function withoutRoot({ user }: BundleManifest, asRoot: string): readonly string[] {
  return user === undefined || user === 'root'
    ? []
    : [`captured as ${user}, not as root: ${asRoot} to see into namespaces and iptables`];
}

interface Fate {
  readonly command: string;
  readonly fate: string;
}

/** `not run: nft is not installed (nft list tables, nft -j list ruleset; 28 times)`. */
function groups(fates: readonly Fate[]): readonly string[] {
  const all = [...new Set(fates.map(({ fate }) => fate))];
  return all.map((fate) => {
    const members = fates.filter((other) => other.fate === fate);
    const names = [...new Set(members.map(({ command }) => command))];
    const [first = '', second] = names;
    const listed =
      names.length > 2
        ? `${first} and ${names.length - 1} other commands`
        : [first, second].filter(Boolean).join(', ');
    const times = members.length > names.length ? `; ${members.length} times` : '';
    return `${fate} (${listed}${times})`;
  });
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_GROUPS) return lines;
  return [...lines.slice(0, MAX_GROUPS), `and ${lines.length - MAX_GROUPS} more of that kind`];
}

function outOf(count: number, total: number, what: string): string {
  const noun = total === 1 ? what : `${what}s`;
  return count === total ? `${total} ${noun}` : `${count} of ${total} ${noun}`;
}
