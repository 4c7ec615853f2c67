import { type CommandRun, notRunByReason, ranBadly } from '@vethscope/model';
import { whatWentWrong } from './runWords.ts';

/** What a capture lacks, for one reason. */
export interface MissingGroup {
  /** `ended with 1`, `hung, ended after 11 s`, `crictl is not installed`. */
  readonly why: string;
  readonly commands: readonly MissingCommand[];
}

/** One command line, in all namespaces where it went the same way. */
export interface MissingCommand {
  readonly command: string;
  /** First line of what it wrote to standard error. */
  readonly said?: string;
  readonly runs: readonly CommandRun[];
}

/** First what ran and went badly, then what was not run; `textOf` gives the text of a file. */
export function missingCommands(
  runs: readonly CommandRun[],
  textOf: (file: string) => string | undefined,
): readonly MissingGroup[] {
  const bad = groupBy(ranBadly(runs), ({ outcome, seconds }) => whatWentWrong(outcome, seconds));
  const told = bad.map(([why, of]) => ({ why, commands: commandsOf(of, textOf) }));
  const notRun = notRunByReason(runs).map(({ reason, runs: of }) => ({
    why: reason,
    commands: commandsOf(of, textOf),
  }));
  return [...told, ...notRun];
}

/** The first line of what a command wrote to standard error. */
function saidOnStderr(
  { stderr }: CommandRun,
  textOf: (file: string) => string | undefined,
): string | undefined {
  const text = stderr === undefined ? undefined : textOf(stderr);
  return text
    ?.split('\n')
    .find((line) => line.trim() !== '')
    ?.trim();
}

function commandsOf(
  runs: readonly CommandRun[],
  textOf: (file: string) => string | undefined,
): readonly MissingCommand[] {
  return groupBy(runs, (run) => `${run.command}\n${saidOnStderr(run, textOf) ?? ''}`).map(
    ([key, of]) => {
      const [command = '', said = ''] = key.split('\n');
      return { command, ...(said !== '' && { said }), runs: of };
    },
  );
}

function groupBy(
  runs: readonly CommandRun[],
  keyOf: (run: CommandRun) => string | undefined,
): readonly (readonly [string, readonly CommandRun[]])[] {
  const groups = new Map<string, CommandRun[]>();
  for (const run of runs) {
    const key = keyOf(run);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups];
}
