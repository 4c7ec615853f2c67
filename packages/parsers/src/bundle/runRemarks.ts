import type { Diagnostic } from '@vethscope/model';
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
    ...runs.flatMap((entry) => ranBadly(entry, textOf)),
    ...notRun(runs),
    ...record.namespaces.flatMap(({ name, failure, evidence }): readonly Diagnostic[] =>
      failure === undefined
        ? []
        : [{ ...evidence, severity: 'info', message: `${name} was not captured: ${failure}` }],
    ),
  ];
}

function ranBadly(
  { run: { command, netns, outcome, stderr, evidence }, part }: RunEntry,
  textOf: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  if (outcome.kind === 'notRun' || (part ?? 1) > 1) return [];
  const said = stderr === undefined ? '' : firstLine(textOf.get(stderr) ?? '');
  const at = stderr !== undefined && said !== '' ? { file: stderr, line: 1, endLine: 1 } : evidence;
  const which = `\`${command}\` in ${netns}`;
  const words = said === '' ? '' : `: ${excerpt(said)}`;
  if (outcome.kind === 'timedOut') {
    const message = `${which} hung and was ended: what it had not printed yet stays unknown${words}`;
    return [{ ...at, severity: 'warning', message }];
  }
  if (outcome.code !== 0) {
    const message = `${which} ended with ${outcome.code}: what it did not print stays unknown${words}`;
    return [{ ...at, severity: 'warning', message }];
  }
  return said === ''
    ? []
    : [{ ...at, severity: 'info', message: `${which} said on standard error${words}` }];
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
