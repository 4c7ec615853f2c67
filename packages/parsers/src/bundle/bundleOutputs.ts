import type { Diagnostic, Evidence } from '@vethscope/model';
import { wholeEvidence } from '../recognize/fileOutputs.ts';
import type { FoundOutput, FoundOutputs } from '../recognize/foundOutput.ts';
import { readerOf } from '../recognize/readers.ts';
import { type BatchPart, batchParts } from './batchParts.ts';
import type { Manifest } from './manifest.ts';
import type { RunEntry } from './manifestEntries.ts';
import { runRemarks } from './runRemarks.ts';

export interface BundleOutputs extends FoundOutputs {
  /** The files, as evidence calls them, that the manifest tells of. */
  readonly files: ReadonlySet<string>;
}

/** The outputs that a manifest lists. `textOf` has every file's text under its evidence's name. */
export function bundleOutputs(
  manifest: Manifest,
  textOf: ReadonlyMap<string, string>,
): BundleOutputs {
  const counts = partCounts(manifest.runs);
  const calledBy = callReader();
  const outputs: FoundOutput[] = [];
  const missing: Diagnostic[] = [];
  for (const entry of manifest.runs) {
    const { outcome, evidence } = entry.run;
    if (outcome.kind === 'notRun') {
      if (outcome.knownEmpty) outputs.push(emptyOutput(entry, calledBy(entry)));
      continue;
    }
    const text = textOf.get(outcome.file);
    if (text === undefined) {
      const message = `the manifest tells of ${outcome.file}, and the bundle does not hold it`;
      missing.push({ ...evidence, severity: 'warning', message });
      continue;
    }
    const called = calledBy(entry);
    const output = outputOf(entry, called, outcome.file, text, counts.get(outcome.file));
    if (output) outputs.push(output);
  }
  return {
    outputs,
    diagnostics: [...missing, ...runRemarks(manifest, textOf)],
    files: new Set(manifest.runs.flatMap(({ run }) => filesOf(run))),
  };
}

function filesOf({ outcome, stderr }: RunEntry['run']): readonly string[] {
  return [...(outcome.kind === 'notRun' ? [] : [outcome.file]), ...(stderr ? [stderr] : [])];
}

function partCounts(runs: readonly RunEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { run, part } of runs) {
    if (run.outcome.kind === 'notRun' || part === undefined) continue;
    counts.set(run.outcome.file, Math.max(part, counts.get(run.outcome.file) ?? 0));
  }
  return counts;
}

/** Nothing printed and all well is an answer: there is none. Nothing and an error is no answer. */
function outputOf(
  { run, part }: RunEntry,
  called: Called,
  file: string,
  text: string,
  parts: number | undefined,
): FoundOutput | undefined {
  const own: BatchPart | undefined =
    part === undefined ? { text, firstLine: 1 } : batchParts(text, parts ?? part)[part - 1];
  const isWhole = run.outcome.kind === 'exited' && run.outcome.code === 0;
  if (own === undefined || (own.text.trim() === '' && !isWhole)) return undefined;
  const { line, endLine } = wholeEvidence(file, own.text);
  const before = own.firstLine - 1;
  const evidence = { file, line: line + before, endLine: endLine + before };
  return {
    ...called,
    text: own.text,
    origin: { file, firstLine: own.firstLine },
    evidence,
    netns: run.netns,
    extent: isWhole ? 'whole' : 'part',
    ...(isWhole && { endedWell: true }),
  };
}

function emptyOutput({ run }: RunEntry, called: Called): FoundOutput {
  return {
    ...called,
    text: '',
    origin: originOf(run.evidence),
    evidence: run.evidence,
    netns: run.netns,
    extent: 'whole',
    endedWell: true,
    isImplied: true,
  };
}

function originOf({ file, line }: Evidence): FoundOutput['origin'] {
  return { file, firstLine: line };
}

type Called = Pick<FoundOutput, 'command' | 'argv' | 'reader'>;

/** A few commands are run in every namespace. Their words hold no blanks. */
function callReader(): (entry: RunEntry) => Called {
  const known = new Map<string, Called>();
  return ({ run: { command } }) => {
    const before = known.get(command);
    if (before) return before;
    const argv = command.split(/ +/);
    const reader = readerOf(argv);
    const called = { command, argv, ...(reader && { reader }) };
    known.set(command, called);
    return called;
  };
}
