import type { CaptureRecord, CommandRun } from '../snapshot/captureRecord.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A command that was run on a node, and what of it some lines are. */
export interface RunAtLine {
  readonly node: string;
  readonly record: CaptureRecord;
  readonly run: CommandRun;
  readonly shows: 'output' | 'standard error' | 'manifest';
}

/** The command run that a line of a file belongs to; `undefined` where nobody wrote that down. */
export type RunIndex = (file: string, line: number) => RunAtLine | undefined;

/**
 * Command runs by the lines of what they printed, of what they said on standard error, and of their
 * entry in the manifest. A file can hold several outputs, each of which goes on to the next one.
 */
export function indexRuns({ nodes, inputs }: Snapshot): RunIndex {
  const firstLines = new Map(
    inputs.map(({ evidence, command }) => [`${evidence.file}\n${command}`, evidence.line]),
  );
  const places = new Map<string, Place[]>();
  const add = (file: string, place: Place): void => {
    const known = places.get(file);
    if (known) known.push(place);
    else places.set(file, [place]);
  };
  for (const { name: node, capture: record } of nodes) {
    if (!record) continue;
    for (const run of record.commands) {
      const of = { node, record, run };
      const { command, outcome, stderr, evidence } = run;
      add(evidence.file, {
        line: evidence.line,
        endLine: evidence.endLine,
        of: { ...of, shows: 'manifest' },
      });
      if (outcome.kind !== 'notRun') {
        const line = firstLines.get(`${outcome.file}\n${command}`) ?? 1;
        add(outcome.file, { line, of: { ...of, shows: 'output' } });
      }
      if (stderr !== undefined) add(stderr, { line: 1, of: { ...of, shows: 'standard error' } });
    }
  }
  for (const list of places.values()) list.sort((a, b) => a.line - b.line);
  return (file, line) => lastBefore(places.get(file) ?? [], line);
}

interface Place {
  readonly line: number;
  /** Absent: up to the next one, or the end of the file. */
  readonly endLine?: number;
  readonly of: RunAtLine;
}

/** Lines before the first output are its own: a file begins with one. */
function lastBefore(sorted: readonly Place[], line: number): RunAtLine | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low - 1] ?? sorted.find(({ endLine }) => endLine === undefined);
  return found === undefined || line > (found.endLine ?? line) ? undefined : found.of;
}
