import {
  type Finding,
  findingContext,
  type MutedReport,
  muteRules,
  RULES,
  runRules,
  SEVERITIES,
} from '@vethscope/findings';
import { assertNever, buildTopology, type Severity } from '@vethscope/model';
import { indexNetwork } from '@vethscope/trace';
import { type Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { counted, mutedCounts, severityCounts } from '../findings/countWords.ts';
import { findingsJunit } from '../findings/findingsJunit.ts';
import { findingsSarif } from '../findings/findingsSarif.ts';
import { findingsText } from '../findings/findingsText.ts';
import { Ended, EXIT_FAILED } from './exitCodes.ts';
import { type Io, notify, printResult } from './io.ts';
import { json } from './json.ts';
import { muteOption } from './muteOption.ts';
import { type LimitOptions, limitsOf, withCaptures } from './options.ts';
import { readForCommand } from './readForCommand.ts';

type FindingsFormat = 'text' | 'json' | 'sarif' | 'junit';

interface FindingsOptions extends LimitOptions {
  readonly format: FindingsFormat;
  readonly failOn?: Severity;
  readonly mute: readonly string[];
}

export function addFindings(program: Command, io: Io): void {
  withCaptures(program.command('findings'), 'some')
    .summary('what is wrong or worth knowing, and what to do')
    .description(
      'Show what is wrong in a capture: where, which lines prove it, why it matters, what to do.',
    )
    .addOption(
      new Option('--format <FORMAT>', 'how to print it')
        .choices(['text', 'json', 'sarif', 'junit'])
        .default('text'),
    )
    .addOption(
      new Option(
        '--fail-on <SEVERITY>',
        'exit with 1 where there is such a finding, or a worse one',
      )
        // Commander asks for an array that may be changed.
        .choices([...SEVERITIES]),
    )
    .addOption(muteOption())
    .action(async (captures: readonly string[], options: FindingsOptions) => {
      const { snapshot } = await readForCommand(captures, limitsOf(options), io);
      const network = indexNetwork(snapshot, buildTopology(snapshot));
      const report = muteRules(runRules(findingContext(network), RULES), options.mute);
      await printResult(io, formatted(report, options));
      // The list of findings has no place for it.
      if (options.format === 'json') notifyOfSilence(report, io);
      failOn(options.failOn, report.findings);
    });
}

function formatted(report: MutedReport, { format, failOn }: FindingsOptions): string {
  switch (format) {
    case 'text':
      return findingsText(report);
    case 'json':
      return json(report.findings);
    case 'sarif':
      return json(findingsSarif(report, packageJson.version));
    case 'junit':
      return findingsJunit(report, failOn);
    default:
      return assertNever(format);
  }
}

function notifyOfSilence({ muted, unchecked }: MutedReport, io: Io): void {
  if (muted.length > 0) notify(io, `muted: ${mutedCounts(muted)}`);
  const rules = new Set(unchecked.map(({ ruleId }) => ruleId));
  if (rules.size === 0) return;
  notify(
    io,
    `not checked everywhere, as the capture lacks what it takes: ${counted(rules.size, 'rule')}; --format text says which`,
  );
}

function failOn(least: Severity | undefined, findings: readonly Finding[]): void {
  if (least === undefined) return;
  const bad = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
  const counts = severityCounts(findings.filter(({ severity }) => bad.includes(severity)));
  if (counts !== undefined) throw new Ended(EXIT_FAILED, `found: ${counts}`);
}
