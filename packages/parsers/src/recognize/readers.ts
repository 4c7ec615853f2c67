import type { CommandReader } from '../commands/command.ts';
import { ignoredOnPurpose } from '../commands/ignored/command.ts';
import { commands } from '../commands/registry.ts';
import { invocationsOf } from '../transcript/invocations.ts';

export function readerOf(argv: readonly string[]): CommandReader | undefined {
  return argv.length === 0 ? undefined : commands.find((command) => command.accepts(argv));
}

/** Prints nothing that anybody would miss: `cd`, `echo`. */
export function isSilent(reader: CommandReader): boolean {
  return reader === ignoredOnPurpose;
}

/** Whether a typed line runs a command whose output is read. */
export function isKnownCommandLine(commandLine: string): boolean {
  return invocationsOf(commandLine).some(({ argv }) => {
    const reader = readerOf(argv);
    return reader !== undefined && !isSilent(reader);
  });
}

export interface RecognizedText {
  readonly reader: CommandReader;
  readonly argv: readonly string[];
}

/** The command whose output a text is, by its content alone. */
export function recognizeText(text: string): RecognizedText | undefined {
  for (const reader of commands) {
    const argv = reader.recognizes(text);
    if (argv !== undefined) return { reader, argv };
  }
  return undefined;
}
