import type { CapturedNetns, Diagnostic, Evidence, Severity } from '@vethscope/model';
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
    ...notEntered(record.namespaces),
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
  return grouped(bad, ({ command, how }) => `${command}\n${how}`).map((runs) => {
    const [{ netns, command, how, severity, at }] = runs;
    const places = runs.length === 1 ? netns : `${runs.length} namespaces`;
    return { ...at, severity, message: `\`${command}\` in ${places} ${how}` };
  });
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

/** `not captured: crictl pods, crictl ps -a: crictl is not installed`: not what is known to be empty. */
function notRun(runs: readonly RunEntry[]): readonly Diagnostic[] {
  return byReason(
    runs.flatMap(({ run: { command, outcome, evidence } }) =>
      outcome.kind === 'notRun' && !outcome.knownEmpty
        ? [{ name: command, reason: outcome.reason, evidence }]
        : [],
    ),
  );
}

function notEntered(namespaces: readonly CapturedNetns[]): readonly Diagnostic[] {
  return byReason(
    namespaces.flatMap(({ name, failure, evidence }) =>
      failure === undefined ? [] : [{ name, reason: failure, evidence }],
    ),
  );
}

interface Missing {
  readonly name: string;
  readonly reason: string;
  readonly evidence: Evidence;
}

/** More are not named: a node can have hundreds of namespaces. */
const MAX_NAMED = 12;

/** One line for each reason, at the first that it holds for. */
function byReason(missing: readonly Missing[]): readonly Diagnostic[] {
  return grouped(missing, ({ reason }) => reason).map((alike) => {
    const [{ reason, evidence }] = alike;
    const names = [...new Set(alike.map(({ name }) => name))];
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
    const message = `not captured: ${names.slice(0, MAX_NAMED).join(', ')}${more}: ${reason}`;
    return { ...evidence, severity: 'info', message };
  });
}

type Group<T> = readonly [T, ...T[]];

/** Those with the same key together, in the order of their first ones. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
