import type { CapturedInput, Coverage, Diagnostic } from '@vethscope/model';
import type { CommandReader, ReadOutput } from '../commands/command.ts';
import type { Facts } from '../commands/facts.ts';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import { recognizeText } from '../recognize/readers.ts';
import type { LineState } from '../source/sourceLines.ts';

/** One output once it is read. */
export interface ReadInput {
  readonly found: FoundOutput;
  /** Absent: no parser. */
  readonly facts?: Facts;
  readonly parser?: string;
  readonly argv: readonly string[];
  readonly records: number;
  readonly coverage: Coverage;
  /** What became of each line of the output's text, in order; blank ones at its end may be missing. */
  readonly lines: readonly LineState[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the named parser makes of an output; where it understands nothing, what the content says. */
export function readOutput(found: FoundOutput): ReadInput {
  const { reader, argv, text, origin } = found;
  if (reader === undefined) return unread(found);
  if (found.endedWell && text.trim() === '') return silent(found, reader);
  const read = reader.read(text, origin, argv);
  const otherwise = understandsNothing(read) ? recognizeText(text) : undefined;
  if (otherwise === undefined || otherwise.reader === reader) {
    return { found, argv, parser: reader.name, ...read };
  }
  const reread = otherwise.reader.read(text, origin, otherwise.argv);
  if (understandsNothing(reread)) return { found, argv, parser: reader.name, ...read };
  const message = `named as \`${argv.join(' ')}\`, but read as the \`${otherwise.argv.join(' ')}\` that it holds`;
  return {
    found,
    argv: otherwise.argv,
    parser: otherwise.reader.name,
    ...reread,
    diagnostics: [{ ...found.evidence, severity: 'info', message }, ...reread.diagnostics],
  };
}

/** Nothing printed and all well is an answer. */
function silent(found: FoundOutput, { name, settledBySilence }: CommandReader): ReadInput {
  const { argv } = found;
  return {
    found,
    facts: { captured: settledBySilence(argv) },
    parser: name,
    argv,
    records: 0,
    coverage: { understood: 0, ignored: 0, unsupported: 0, unrecognized: 0 },
    lines: [],
    diagnostics: [],
  };
}

export function capturedInput(read: ReadInput, node: string): CapturedInput {
  const { found, parser, records, coverage } = read;
  return {
    evidence: found.evidence,
    command: found.command,
    ...(parser !== undefined && { parser }),
    node,
    netns: found.netns,
    records,
    coverage,
  };
}

function understandsNothing({ coverage }: ReadOutput): boolean {
  return coverage.understood === 0 && coverage.unrecognized > 0;
}

function unread(found: FoundOutput): ReadInput {
  const lines = found.text
    .split(/\r\n|\n|\r/)
    .map((line): LineState => (line.trim() === '' ? 'blank' : 'unsupported'));
  const unsupported = lines.filter((state) => state === 'unsupported').length;
  return {
    found,
    argv: found.argv,
    records: 0,
    coverage: { understood: 0, ignored: 0, unsupported, unrecognized: 0 },
    lines,
    diagnostics: [],
  };
}
