import { type Diagnostic, type Evidence, HOST_NETNS, type Severity } from '@vethscope/model';
import type { CommandReader } from '../commands/command.ts';
import { excerpt } from '../source/sourceLines.ts';
import { type Invocation, invocationsOf } from '../transcript/invocations.ts';
import type {
  NumberedLine,
  Transcript,
  TypedCommand,
  UnclaimedLines,
} from '../transcript/typedCommand.ts';
import type { FoundOutput, FoundOutputs } from './foundOutput.ts';
import { isSilent, readerOf, recognizeText } from './readers.ts';

/** The outputs of a transcript, each given to the command that was typed above it. */
export function transcriptOutputs(transcript: Transcript, file: string): FoundOutputs {
  const hosts = new Set(transcript.commands.flatMap(({ host }) => host ?? []));
  const parts = [
    ...transcript.commands.map((typed) => {
      const found = outputsOf(typed, file);
      // Prompts of several machines in one paste: theirs are several nodes.
      return hosts.size > 1 && typed.host !== undefined ? onNode(found, typed.host) : found;
    }),
    ...transcript.unclaimed.map((lines) => unclaimedOutput(lines, file)),
  ];
  return {
    outputs: parts.flatMap(({ outputs }) => outputs),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}

const NOTHING: FoundOutputs = { outputs: [], diagnostics: [] };

function onNode({ outputs, diagnostics }: FoundOutputs, node: string): FoundOutputs {
  return { outputs: outputs.map((output) => ({ ...output, node })), diagnostics };
}

function outputsOf(typed: TypedCommand, file: string): FoundOutputs {
  const invocations = invocationsOf(typed.text);
  const written = invocations.find(({ shown }) => shown.kind === 'here-document');
  const lines = written ? typed.hereDocument : withoutWatchHeading(typed);
  if (lines === undefined) return NOTHING;
  const output = new TypedOutput(typed, lines, file);
  if (written) return output.of(written, readerOf(written.argv));
  const known = invocations.flatMap((invocation) => {
    const reader = readerOf(invocation.argv);
    return reader === undefined ? [] : [{ invocation, reader }];
  });
  const telling = known.filter(({ reader }) => !isSilent(reader));
  const [first, second] = telling.length > 0 ? telling : known;
  if (first === undefined) return output.unknown();
  if (second === undefined || isSilent(first.reader)) {
    return output.of(first.invocation, first.reader);
  }
  return output.ofOneAmong(telling);
}

/** `Every 2.0s: kubectl get pods   node1: Tue Nov 24 …` is watch's own heading: watch(1). */
function withoutWatchHeading({ text, output }: TypedCommand): readonly NumberedLine[] | undefined {
  if (!/\bwatch\b/.test(text)) return output;
  return output?.filter((line, i) => i > 0 || !/^Every \d+([.,]\d+)?s: /.test(line.text));
}

interface Candidate {
  readonly invocation: Invocation;
  readonly reader: CommandReader;
}

/** The lines below one typed command, on their way to a parser. */
class TypedOutput {
  readonly #typed: TypedCommand;
  readonly #lines: readonly NumberedLine[];
  readonly #file: string;

  constructor(typed: TypedCommand, lines: readonly NumberedLine[], file: string) {
    this.#typed = typed;
    this.#lines = lines;
    this.#file = file;
  }

  of(invocation: Invocation, reader: CommandReader | undefined): FoundOutputs {
    const { place, shown } = invocation;
    if (reader === undefined) return this.unknown();
    if (place.kind === 'elsewhere') {
      return this.#kept(`ran ${place.inWords}, so its ${this.#count()} not this node's own`);
    }
    if (shown.kind === 'nothing') {
      return this.#kept(`wrote its output to ${shown.file}: what is shown here is not it`);
    }
    if (place.kind === 'every-netns') return this.#byHeadings(invocation, reader);
    const output = this.#output(this.#lines, place.name, invocation, reader);
    const remarks =
      shown.kind === 'part'
        ? [
            this.#remark(
              'info',
              `\`${shown.filter}\` shows only a part of the output: what is missing stays unknown`,
            ),
          ]
        : [];
    return { outputs: [output], diagnostics: remarks };
  }

  /** `ip a; ip r`: one output for several commands; it is the first's that understands all of it. */
  ofOneAmong(candidates: readonly Candidate[]): FoundOutputs {
    const origin = { file: this.#file, firstLine: this.#firstLine() };
    const owner = candidates.find(({ invocation, reader }) => {
      const { coverage } = reader.read(this.#text(), origin, invocation.argv);
      return coverage.unrecognized === 0 && coverage.understood > 0;
    });
    if (owner) return this.of(owner.invocation, owner.reader);
    return this.#kept(
      `the outputs of ${candidates.length} commands cannot be told apart: run them one by one`,
      'warning',
    );
  }

  unknown(): FoundOutputs {
    const all = invocationsOf(this.#typed.text);
    const elsewhere = all.find(({ place }) => place.kind === 'elsewhere');
    if (elsewhere?.place.kind === 'elsewhere') {
      return this.#kept(
        `ran ${elsewhere.place.inWords}, so its ${this.#count()} not this node's own`,
      );
    }
    return this.#kept(`no parser for this command; its ${this.#count()} kept as they are`);
  }

  /** Not read, but listed, with one remark. A command that printed nothing lost nothing. */
  #kept(why: string, severity: Severity = 'info'): FoundOutputs {
    if (this.#text().trim() === '') return NOTHING;
    const place = invocationsOf(this.#typed.text)[0]?.place;
    const output: FoundOutput = {
      command: this.#typed.text,
      argv: [],
      text: this.#text(),
      origin: { file: this.#file, firstLine: this.#firstLine() },
      evidence: this.#evidence(this.#lines),
      netns: place?.kind === 'netns' ? place.name : HOST_NETNS,
      extent: 'whole',
    };
    const command = excerpt(this.#typed.text).slice(1, -1);
    return { outputs: [output], diagnostics: [this.#remark(severity, `\`${command}\`: ${why}`)] };
  }

  /** `netns: blue` stands above each namespace's part: ip-netns(8). */
  #byHeadings(invocation: Invocation, reader: CommandReader): FoundOutputs {
    const parts: { readonly netns: string; readonly lines: NumberedLine[] }[] = [];
    for (const line of this.#lines) {
      const heading = /^netns: (\S+)/.exec(line.text)?.[1];
      if (heading !== undefined) parts.push({ netns: heading, lines: [] });
      else parts.at(-1)?.lines.push(line);
    }
    return {
      outputs: parts.map(({ netns, lines }) => this.#output(lines, netns, invocation, reader)),
      diagnostics: [],
    };
  }

  #output(
    lines: readonly NumberedLine[],
    netns: string,
    { argv, shown }: Invocation,
    reader: CommandReader,
  ): FoundOutput {
    const evidence = this.#evidence(lines);
    return {
      command: this.#typed.text,
      argv,
      reader,
      text: lines.map(({ text }) => text).join('\n'),
      origin: { file: this.#file, firstLine: evidence.line },
      evidence,
      netns,
      extent: shown.kind === 'part' ? 'part' : 'whole',
    };
  }

  #evidence(lines: readonly NumberedLine[]): Evidence {
    const from = lines[0]?.number ?? this.#typed.line;
    const to = lines.findLast(({ text }) => text.trim() !== '')?.number ?? from;
    return { file: this.#file, line: from + 1, endLine: to + 1 };
  }

  #text(): string {
    return this.#lines.map(({ text }) => text).join('\n');
  }

  #firstLine(): number {
    return this.#evidence(this.#lines).line;
  }

  /** `12 lines are`, `line is`. */
  #count(): string {
    const count = this.#lines.filter(({ text }) => text.trim() !== '').length;
    return count === 1 ? 'line is' : `${count} lines are`;
  }

  #remark(severity: Severity, message: string): Diagnostic {
    return { ...this.#evidence(this.#lines), severity, message };
  }
}

/** Lines that stand below no command: what they are, they must say themselves. */
function unclaimedOutput({ kind, lines }: UnclaimedLines, file: string): FoundOutputs {
  const text = lines.map((line) => line.text).join('\n');
  const line = (lines[0]?.number ?? 0) + 1;
  const last = lines.findLast((one) => one.text.trim() !== '')?.number ?? line - 1;
  const evidence = { file, line, endLine: last + 1 };
  const recognized = recognizeText(text);
  if (recognized) {
    const { argv, reader } = recognized;
    const origin = { file, firstLine: line };
    const command = argv.join(' ');
    return {
      outputs: [
        { command, argv, reader, text, origin, evidence, netns: HOST_NETNS, extent: 'whole' },
      ],
      diagnostics: [],
    };
  }
  const message =
    kind === 'before-prompt'
      ? 'the lines before the first prompt belong to no command'
      : 'this block belongs to no command, and no command is recognized in it';
  return { outputs: [], diagnostics: [{ ...evidence, severity: 'info', message }] };
}
