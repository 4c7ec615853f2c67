import { assertNever, type CommandOutcome } from '@vethscope/model';
import type { Manifest } from '@vethscope/parsers';

/** More lines than that are counted in one; `vethscope inspect` tells them all. */
const MAX_REASONS = 8;

/** What was captured, and what is missing and why, in a few lines; `asRoot` says how to get more. */
export function captureSummary({ record }: Manifest, asRoot: string): readonly string[] {
  const { namespaces, user } = record;
  // What is known to print nothing is no loss.
  const wanted = record.commands.filter(
    ({ outcome }) => outcome.kind !== 'notRun' || !outcome.knownEmpty,
  );
  const ran = wanted.filter(({ outcome }) => outcome.kind !== 'notRun');
  const captured = namespaces.filter(({ failure }) => failure === undefined);
  return [
    `${outOf(captured.length, namespaces.length, 'namespace')}, ${outOf(ran.length, wanted.length, 'command')}`,
    ...(user === undefined || user === 'root'
      ? []
      : [`captured as ${user}, not as root: ${asRoot} to see into namespaces and iptables`]),
    ...limited([
      ...byReason(
        namespaces.map(({ name, failure }) => ({
          what: name,
          reason: failure === undefined ? undefined : `not captured: ${failure}`,
        })),
      ),
      ...byReason(
        wanted.map(({ command, outcome }) => ({ what: command, reason: whyMissing(outcome) })),
      ),
    ]),
  ];
}

function whyMissing(outcome: CommandOutcome): string | undefined {
  switch (outcome.kind) {
    case 'notRun':
      return `not run: ${outcome.reason}`;
    case 'timedOut':
      return 'ended after its time limit';
    case 'exited':
      return outcome.code === 0 ? undefined : `failed with exit code ${outcome.code}`;
    default:
      return assertNever(outcome);
  }
}

interface Fate {
  readonly what: string;
  /** Why it is missing; absent for what is there. */
  readonly reason: string | undefined;
}

/** `not run: ipset is not installed (ipset list; 28 times)`. */
function byReason(fates: readonly Fate[]): readonly string[] {
  const members = new Map<string, string[]>();
  for (const { what, reason } of fates) {
    if (reason === undefined) continue;
    const others = members.get(reason);
    if (others) others.push(what);
    else members.set(reason, [what]);
  }
  return [...members].map(([reason, all]) => {
    const [first = '', ...others] = new Set(all);
    const names =
      others.length > 1 ? `${first} and ${others.length} others` : [first, ...others].join(', ');
    const times = all.length > others.length + 1 ? `; ${all.length} times` : '';
    return `${reason} (${names}${times})`;
  });
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_REASONS) return lines;
  return [...lines.slice(0, MAX_REASONS), `and ${lines.length - MAX_REASONS} more of that kind`];
}

function outOf(count: number, total: number, what: string): string {
  const noun = total === 1 ? what : `${what}s`;
  return count === total ? `${total} ${noun}` : `${count} of ${total} ${noun}`;
}
