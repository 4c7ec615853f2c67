import type { Diagnostic, Evidence, Severity } from '@vethscope/model';
import { excerpt } from '../source/sourceLines.ts';
import type { Manifest } from './manifest.ts';
import type { RunEntry } from './manifestEntries.ts';

/**
 * What went wrong on the node: commands that failed or hung, what others said on standard error,
 * and once for each reason what could not be run at all.
 */
export function runRemarks(
  { runs, record }: Manifest,
  textOf: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  return [
    ...together(runs.flatMap((entry) => ranBadly(entry, textOf))),
    ...notRun(runs),
    ...record.namespaces.flatMap(({ name, failure, evidence }): readonly Diagnostic[] =>
      failure === undefined
        ? []
        : [{ ...evidence, severity: 'info', message: `${name} was not captured: ${failure}` }],
    ),
  ];
}

interface BadRun {
  readonly netns: string;
  /** Of the remark, without its namespace. */
  readonly command: string;
  readonly how: string;
  readonly severity: Severity;
  readonly at: Evidence;
}

function ranBadly(
  { run: { command, netns, outcome, stderr, evidence }, part }: RunEntry,
  textOf: ReadonlyMap<string, string>,
): readonly BadRun[] {
  if (outcome.kind === 'notRun' || (part ?? 1) > 1) return [];
  const said = stderr === undefined ? '' : firstLine(textOf.get(stderr) ?? '');
  const at = stderr !== undefined && said !== '' ? { file: stderr, line: 1, endLine: 1 } : evidence;
  const words = said === '' ? '' : `: ${excerpt(said)}`;
  if (outcome.kind === 'timedOut') {
    const how = `hung and was ended: what it had not printed yet stays unknown${words}`;
    return [{ netns, command, how, severity: 'warning', at }];
  }
  if (outcome.code !== 0) {
    const how = `ended with ${outcome.code}: what it did not print stays unknown${words}`;
    return [{ netns, command, how, severity: 'warning', at }];
  }
  return said === ''
    ? []
    : [{ netns, command, how: `said on standard error${words}`, severity: 'info', at }];
}

/** What went alike in several namespaces is told once, at the first of them. */
function together(bad: readonly BadRun[]): readonly Diagnostic[] {
  const alike = new Map<string, BadRun[]>();
  for (const run of bad) {
    const key = `${run.command}\n${run.how}`;
    const others = alike.get(key);
    if (others) others.push(run);
    else alike.set(key, [run]);
  }
  return [...alike.values()].flatMap((runs): readonly Diagnostic[] => {
    const [first] = runs;
    if (first === undefined) return [];
    const { command, how, severity, at } = first;
    const places = runs.length === 1 ? first.netns : `${runs.length} namespaces`;
    return [{ ...at, severity, message: `\`${command}\` in ${places} ${how}` }];
  });
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

/** `crictl is not installed: crictl pods, …`: one line for each reason, not for what is empty. */
function notRun(runs: readonly RunEntry[]): readonly Diagnostic[] {
  const byReason = new Map<string, RunEntry[]>();
  for (const entry of runs) {
    const { outcome } = entry.run;
    if (outcome.kind !== 'notRun' || entry.isEmpty) continue;
    const others = byReason.get(outcome.reason);
    if (others) others.push(entry);
    else byReason.set(outcome.reason, [entry]);
  }
  return [...byReason].flatMap(([reason, entries]): readonly Diagnostic[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const commands = [...new Set(entries.map(({ run }) => run.command))].join(', ');
    return [
      { ...first.run.evidence, severity: 'info', message: `not captured: ${commands}: ${reason}` },
    ];
  });
}
