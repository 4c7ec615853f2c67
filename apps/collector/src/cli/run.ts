import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addCollect } from './collect.ts';
import { addDiff } from './diff.ts';
import { Ended, EXIT_DONE, EXIT_UNUSABLE, Unusable } from './exitCodes.ts';
import { addExport } from './export.ts';
import { addFindings } from './findings.ts';
import { addGraph } from './graph.ts';
import { addInspect } from './inspect.ts';
import { type Io, notify, printResult } from './io.ts';
import { addServe } from './serve.ts';
import { addTrace } from './trace.ts';

/**
 * The whole command line. `argv` is what stands after the program's name; resolves to the exit
 * code. Problems are one line each on standard error; a stack trace only with `--debug`.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let help = '';
  const program = commandLine(io, (text) => {
    help += text;
  });
  try {
    if (argv.length === 0) {
      throw new Unusable(
        'a command is missing: collect, inspect, graph, findings, trace, diff, export or serve (see --help)',
      );
    }
    await program.parseAsync(argv, { from: 'user' }).catch((error: unknown) => {
      // How Commander ends once it printed its help.
      if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
    });
    if (help !== '') await printResult(io, help);
    return EXIT_DONE;
  } catch (error) {
    notify(io, inOneLine(error));
    if (program.opts<{ debug?: boolean }>().debug === true && error instanceof Error) {
      io.stderr.write(`${error.stack ?? error.message}\n`);
    }
    return error instanceof Ended ? error.exitCode : EXIT_UNUSABLE;
  }
}

/** In the order of `--help`. */
const COMMANDS = [
  addCollect,
  addServe,
  addInspect,
  addGraph,
  addFindings,
  addTrace,
  addDiff,
  addExport,
];

function commandLine(io: Io, printHelp: (text: string) => void): Command {
  const program = new Command('vethscope')
    .description('See how packets travel inside a Linux or Kubernetes node, from command outputs.')
    .version(packageJson.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .option('--debug', 'print a stack trace when something fails')
    .exitOverride()
    // Commander's own lines are printed by `run`, so that each problem is one line.
    .configureOutput({
      writeOut: printHelp,
      writeErr: () => undefined,
      outputError: () => undefined,
    });
  for (const add of COMMANDS) add(program, io);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program.addHelpText(
    'after',
    '\nResults go to standard output, everything else to standard error. Exit code 0: done;\n1: done in part, or it\nis what --fail-on names; 2: unusable input or arguments.',
  );
}

/** `error: unknown option '--x'\n(Did you mean --y?)` → one line, with where to look. */
function inOneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return error instanceof CommanderError ? `${line} (see --help)` : line;
}
