import { type Command, Option } from 'commander';
import { diffReport, isDifferent, muteDiff } from '../diff/diffReport.ts';
import { diffText } from '../diff/diffText.ts';
import { mutedCounts } from '../findings/countWords.ts';
import { Ended, EXIT_FAILED, Unusable } from './exitCodes.ts';
import { type Io, notify, printResult } from './io.ts';
import { json } from './json.ts';
import { muteOption } from './muteOption.ts';
import { type LimitOptions, limitsOf, withLimits } from './options.ts';
import { readForCommand } from './readForCommand.ts';

interface DiffOptions extends LimitOptions {
  readonly format: 'text' | 'json';
  readonly failOn?: 'change';
  readonly mute: readonly string[];
}

export function addDiff(program: Command, io: Io): void {
  withLimits(
    program
      .command('diff')
      .summary('what changed between two captures')
      .description('Show what came, went and changed, counters and timers aside.')
      .argument('<BEFORE>', 'the earlier capture: file, folder, or - for standard input')
      .argument('<AFTER>', 'the later one, of the same node or cluster'),
  )
    .addOption(new Option('--fail-on <WHAT>', 'exit with 1 where there is one').choices(['change']))
    .addOption(muteOption())
    .addOption(
      new Option('--format <FORMAT>', 'how to print it').choices(['text', 'json']).default('text'),
    )
    .action(async (before: string, after: string, options: DiffOptions) => {
      if (before === '-' && after === '-')
        throw new Unusable('standard input cannot be both captures: save one as a file');
      const limits = limitsOf(options);
      const old = await readForCommand([before], limits, io);
      const now = await readForCommand([after], limits, io);
      const { report, muted } = muteDiff(diffReport(old.snapshot, now.snapshot), options.mute);
      await printResult(io, options.format === 'json' ? json(report) : diffText(report));
      if (muted.length > 0) notify(io, `muted: ${mutedCounts(muted)}`);
      if (options.failOn === 'change' && isDifferent(report))
        throw new Ended(EXIT_FAILED, 'the captures differ');
    });
}
