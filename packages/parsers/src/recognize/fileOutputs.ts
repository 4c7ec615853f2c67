import { type Evidence, HOST_NETNS } from '@vethscope/model';
import { linesOf } from '../source/sourceLines.ts';
import { readTranscript } from '../transcript/readTranscript.ts';
import type { FoundOutput, FoundOutputs } from './foundOutput.ts';
import { type PathCommand, pathCommand } from './pathCommand.ts';
import { isKnownCommandLine, readerOf, recognizeText } from './readers.ts';
import { transcriptOutputs } from './transcriptOutputs.ts';

export interface CapturedText {
  /** Inside its own capture: it may spell the command. */
  readonly path: string;
  /** As evidence calls it. */
  readonly file: string;
  readonly text: string;
}

export interface FileOutputs extends FoundOutputs {
  /** `transcript`: the outputs are parts of a page or of a pasted terminal. */
  readonly form: 'file' | 'transcript';
}

/**
 * The outputs that one file holds: a transcript's, else the one that its path names, else the one
 * that its content shows. `undefined` where nothing tells.
 */
export function fileOutputs(
  captured: CapturedText,
  knownNetns: ReadonlySet<string>,
): FileOutputs | undefined {
  const text = withoutTerminalCodes(captured.text);
  const place = pathCommand(captured.path, knownNetns);
  const transcript = readTranscript(text, isKnownCommandLine);
  const isTelling = transcript?.commands.some((typed) => isKnownCommandLine(typed.text)) ?? false;
  if (!isTelling) {
    const named =
      namedOutput({ ...captured, text }, place) ?? shownOutput({ ...captured, text }, place);
    if (named) return { form: 'file', outputs: [named], diagnostics: [] };
  }
  if (transcript === undefined) return undefined;
  const found = transcriptOutputs(transcript, captured.file);
  const outputs = found.outputs.map((output) => placed(output, place));
  return { form: 'transcript', outputs, diagnostics: found.diagnostics };
}

function namedOutput(captured: CapturedText, place: PathCommand): FoundOutput | undefined {
  const { command } = place;
  const reader = command && readerOf(command.argv);
  return command && reader && wholeFile(captured, place, command.argv, reader);
}

function shownOutput(captured: CapturedText, place: PathCommand): FoundOutput | undefined {
  const recognized = recognizeText(captured.text);
  return recognized && wholeFile(captured, place, recognized.argv, recognized.reader);
}

function wholeFile(
  { file, text }: CapturedText,
  place: PathCommand,
  argv: readonly string[],
  reader: FoundOutput['reader'] & {},
): FoundOutput {
  return placed(
    {
      command: argv.join(' '),
      argv,
      reader,
      text,
      origin: { file, firstLine: 1 },
      evidence: wholeEvidence(file, text),
      netns: HOST_NETNS,
      extent: 'whole',
    },
    place,
  );
}

/** What the command line says about the namespace goes before what the folder says. */
function placed(output: FoundOutput, { netns, node }: PathCommand): FoundOutput {
  return {
    ...output,
    netns: output.netns === HOST_NETNS ? (netns ?? HOST_NETNS) : output.netns,
    ...(output.node === undefined && node !== undefined && { node }),
  };
}

export function wholeEvidence(file: string, text: string): Evidence {
  const lines = linesOf(text);
  if (lines.at(-1) === '') lines.pop();
  return { file, line: 1, endLine: Math.max(1, lines.length) };
}

/** Colours of `ip -c`, titles and the like in what `script` recorded. Lines stay where they are. */
function withoutTerminalCodes(text: string): string {
  if (!text.includes('\u001b')) return text;
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ECMA-48 sequences begin with ESC
      .replace(/\u001b\[[0-9;:?]*[ -/]*[@-~]/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a title ends with BEL or ESC \
      .replace(/\u001b\][^\u0007\u001b\r\n]*(?:\u0007|\u001b\\)/g, '')
  );
}
