import type { Coverage, Diagnostic, FactKind } from '@vethscope/model';
import type { LineState, Origin, Parsed } from '../source/sourceLines.ts';
import type { Facts } from './facts.ts';

/**
 * One command whose output we read. `argv` is what was typed without `sudo`, `ip netns exec NAME`,
 * `ip -n NAME`, `nsenter …` and paths in front of the program's name: `['ip', '-d', 'link', 'show']`.
 */
export interface Command<R> {
  /** As people call it: `ip link`, `iptables-save`. Shown by `vethscope inspect`. */
  readonly name: string;
  /** The command line is this command's. */
  readonly accepts: (argv: readonly string[]) => boolean;
  /**
   * The text looks like this command's output, for files whose command nobody wrote down. Must be
   * strict: the first command that says yes gets the text. Returns the argv that explains the text
   * (`['iptables', '-t', 'nat', '-n', '-L']`), or `undefined`.
   */
  readonly recognizes?: (text: string) => readonly string[] | undefined;
  readonly parse: (text: string, origin: Origin, argv: readonly string[]) => Parsed<R>;
  readonly facts: (records: readonly R[], argv: readonly string[]) => Facts;
  /**
   * Questions that are settled by a run that ended well and printed nothing; without it, those that
   * `facts` has for no records.
   */
  readonly settledBySilence?: (argv: readonly string[]) => readonly FactKind[];
}

/** A command with its record type hidden, so that the registry can hold all of them. */
export interface CommandReader {
  readonly name: string;
  readonly accepts: (argv: readonly string[]) => boolean;
  readonly recognizes: (text: string) => readonly string[] | undefined;
  readonly read: (text: string, origin: Origin, argv: readonly string[]) => ReadOutput;
  /** Questions that are settled by a run that ended well (exit status 0) and printed nothing. */
  readonly settledBySilence: (argv: readonly string[]) => readonly FactKind[];
}

export interface ReadOutput {
  readonly facts: Facts;
  readonly records: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
  /** What became of each line of the text, in order. */
  readonly lines: readonly LineState[];
}

export function defineCommand<R>(command: Command<R>): CommandReader {
  return {
    name: command.name,
    accepts: command.accepts,
    recognizes: command.recognizes ?? (() => undefined),
    settledBySilence: command.settledBySilence ?? ((argv) => command.facts([], argv).captured),
    read(text, origin, argv) {
      const { records, diagnostics, coverage, lines } = command.parse(text, origin, argv);
      const facts = command.facts(records, argv);
      // Nothing but an error, or a form that is not read, settles nothing.
      const isUnread = records.length === 0 && coverage.unrecognized + coverage.unsupported > 0;
      return {
        facts: isUnread ? { ...facts, captured: [] } : facts,
        records: records.length,
        diagnostics,
        coverage,
        lines,
      };
    },
  };
}
