import type { CommandRun } from '../snapshot/captureRecord.ts';

/** How many commands of a capture went how. Each is counted once, but for `failed` and `timedOut`. */
export interface RunCounts {
  /** All that were started. */
  readonly ran: number;
  /** Of those: ended by themselves, and not with 0. */
  readonly failed: number;
  /** Of those: hung, and were ended. */
  readonly timedOut: number;
  /** Not started, and what they would have printed is unknown. */
  readonly notRun: number;
  /** Not started, since the kernel says that there is nothing to list. */
  readonly knownEmpty: number;
}

export function countRuns(runs: readonly CommandRun[]): RunCounts {
  const counts = { ran: 0, failed: 0, timedOut: 0, notRun: 0, knownEmpty: 0 };
  for (const { outcome } of runs) {
    if (outcome.kind === 'notRun') {
      counts[outcome.knownEmpty ? 'knownEmpty' : 'notRun']++;
      continue;
    }
    counts.ran++;
    if (outcome.kind === 'timedOut') counts.timedOut++;
    else if (outcome.code !== 0) counts.failed++;
  }
  return counts;
}

/** What could not be run, for one reason. */
export interface NotRun {
  readonly reason: string;
  /** In the order of the manifest. */
  readonly runs: readonly CommandRun[];
}

/** `crictl is not installed` with all it concerns; what is known to be empty is not missing. */
export function notRunByReason(runs: readonly CommandRun[]): readonly NotRun[] {
  const byReason = new Map<string, CommandRun[]>();
  for (const run of runs) {
    const { outcome } = run;
    if (outcome.kind !== 'notRun' || outcome.knownEmpty) continue;
    const others = byReason.get(outcome.reason);
    if (others) others.push(run);
    else byReason.set(outcome.reason, [run]);
  }
  return [...byReason].map(([reason, of]) => ({ reason, runs: of }));
}

/** Those that hung, or ended with anything but 0: what they did not print stays unknown. */
export function ranBadly(runs: readonly CommandRun[]): readonly CommandRun[] {
  return runs.filter(
    ({ outcome }) =>
      outcome.kind === 'timedOut' || (outcome.kind === 'exited' && outcome.code !== 0),
  );
}
