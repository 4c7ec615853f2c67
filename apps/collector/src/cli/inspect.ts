import { type Command, Option } from 'commander';
import { inspectReport } from '../inspect/inspectReport.ts';
import { inspectText } from '../inspect/inspectText.ts';
import { type Io, printResult } from './io.ts';
import { json } from './json.ts';
import { type LimitOptions, limitsOf, withCaptures } from './options.ts';
import { readForCommand } from './readForCommand.ts';

interface InspectOptions extends LimitOptions {
  readonly format: 'text' | 'json';
}

export function addInspect(program: Command, io: Io): void {
  withCaptures(program.command('inspect'), 'some')
    .summary('which inputs were found, what was understood, every diagnostic')
    .description('Show which command outputs a capture holds and how well each was understood.')
    .addOption(
      new Option('--format <FORMAT>', 'how to print it').choices(['text', 'json']).default('text'),
    )
    .action(async (captures: readonly string[], options: InspectOptions) => {
      const { snapshot } = await readForCommand(captures, limitsOf(options), io);
      const report = inspectReport(snapshot);
      await printResult(io, options.format === 'json' ? json(report) : inspectText(report));
    });
}
