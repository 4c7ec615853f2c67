import { constants } from 'node:os';
import { type RedactionReport, redactCaptures } from '@vethscope/redact';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { failureInWords } from '../captures/failureInWords.ts';
import {
  type CollectOutcome,
  collectBundles,
  type RewriteCaptures,
} from '../collect/collectBundles.ts';
import { type OutputPlace, placeOfOne, placeOfSeveral } from '../collect/outputPlace.ts';
import { type Progress, progress } from '../collect/progress.ts';
import { netnsNameProblem } from '../collect/scriptWords.ts';
import { destinationProblem, type Target, targetName } from '../collect/target.ts';
import { Ended, EXIT_BY_SIGNAL, EXIT_PARTLY, Unusable } from './exitCodes.ts';
import { type Io, notify, printResult, type StopSignal } from './io.ts';
import { oneMore } from './options.ts';
import { notifyRedaction } from './redactionSummary.ts';

interface CollectOptions {
  readonly output?: string;
  readonly ssh: readonly string[];
  readonly netns: readonly string[];
  readonly withoutCluster?: true;
  readonly connectTimeout: number;
  readonly redact?: true;
  readonly printScript?: true;
}

export function addCollect(program: Command, io: Io): void {
  program
    .command('collect')
    .summary('capture this node, or others over ssh, into a bundle')
    .description(
      'Save what a node says about its networking as one .tar.gz. It only reads, and leaves nothing on the node. Run it as root to see into all namespaces.',
    )
    .option('-o, --output <FILE>', 'where to write it; - for standard output; of several: a folder')
    .addOption(
      new Option('--ssh <USER@HOST>', 'capture that node; may be given again')
        .argParser(oneMore(destination))
        .default([], 'this node'),
    )
    .addOption(
      new Option(
        '--netns <NAME>',
        "only this namespace, `host` is the node's own; may be given again",
      )
        .argParser(oneMore(netnsName))
        .default([], 'all'),
    )
    .option('--without-cluster', 'do not ask Kubernetes and the container runtime')
    .option(
      '--redact',
      'replace addresses, names and ids by tokens, leave out what is not understood',
    )
    .addOption(
      new Option('--connect-timeout <SECONDS>', 'give up a host that does not answer')
        .argParser(seconds)
        .default(10),
    )
    .option('--print-script', 'print the capture script, for nodes without vethscope')
    .action((options: CollectOptions) => collect(options, io));
}

async function collect(options: CollectOptions, io: Io): Promise<void> {
  if (options.printScript) return printResult(io, io.captureScript);
  const targets = targetsOf(options);
  if (options.ssh.length === 0 && io.platform !== 'linux') {
    throw new Unusable('this machine runs no Linux: capture a node with --ssh USER@HOST');
  }
  const place = await placeOf(options.output, targets, io);
  const stopped = new AbortController();
  let signal: StopSignal | undefined;
  io.untilStopped().then((name) => {
    signal = name;
    stopped.abort();
  });
  const redaction = options.redact ? new Redaction() : undefined;
  const outcomes = await collectBundles(targets, {
    script: io.captureScript,
    options: {
      netns: options.netns,
      cluster: options.withoutCluster ? 'without' : 'with',
      connectTimeout: options.connectTimeout,
      // Of several hosts, nobody would know whose password is asked for.
      questions: targets.length > 1 ? 'never' : 'asked',
    },
    place,
    ...(redaction && { rewrite: redaction.rewrite }),
    env: io.env,
    signal: stopped.signal,
    progress: progressOn(io, targets),
  });
  if (redaction?.report) notifyRedaction(io, redaction.report);
  tellFailures(outcomes, signal, io);
}

/** Redacts all captures of one run together, and keeps what there is to tell about it until they are written. */
class Redaction {
  #report: RedactionReport | undefined;

  readonly rewrite: RewriteCaptures = (captures) => {
    if (captures.length === 0) return captures;
    const { captures: redacted, report } = redactCaptures(captures);
    this.#report = report;
    return redacted;
  };

  get report(): RedactionReport | undefined {
    return this.#report;
  }
}

function targetsOf({ ssh }: CollectOptions): readonly Target[] {
  const destinations = [...new Set(ssh)];
  return destinations.length === 0
    ? [{ kind: 'local' }]
    : destinations.map((name) => ({ kind: 'ssh', destination: name }));
}

async function placeOf(
  output: string | undefined,
  targets: readonly Target[],
  io: Io,
): Promise<OutputPlace> {
  if (targets.length === 1) {
    // As tar does: `vethscope collect | …` gets the archive, a terminal does not.
    if (output === '-' || (output === undefined && io.stdout.isTTY !== true)) {
      return { kind: 'stdout', stream: io.stdout };
    }
    return output === undefined ? { kind: 'folder', path: io.cwd } : placeOfOne(output);
  }
  if (output === '-') {
    throw new Unusable('-o -: several archives cannot go to standard output: name a folder');
  }
  if (output === undefined) return { kind: 'folder', path: io.cwd };
  try {
    return await placeOfSeveral(output);
  } catch (error) {
    throw new Unusable(`${output}: no folder for several archives: ${failureInWords(error)}`);
  }
}

function progressOn(io: Io, targets: readonly Target[]): Progress {
  const { isTTY, columns = 80 } = io.stderr;
  return progress(targets.map(targetName), {
    write: (text) => io.stderr.write(text),
    columns: isTTY === true ? columns : undefined,
  });
}

/** A line for each; the last is the one that `run` prints, with the exit code. */
function tellFailures(
  outcomes: readonly CollectOutcome[],
  signal: StopSignal | undefined,
  io: Io,
): void {
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]));
  const last = failures.at(-1);
  if (last === undefined) return;
  for (const line of failures.slice(0, -1)) notify(io, line);
  if (signal !== undefined) throw new Ended(EXIT_BY_SIGNAL + constants.signals[signal], last);
  throw failures.length === outcomes.length ? new Unusable(last) : new Ended(EXIT_PARTLY, last);
}

function destination(text: string): string {
  const problem = destinationProblem(text);
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return text;
}

function netnsName(text: string): string {
  const problem = netnsNameProblem(text);
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return text;
}

function seconds(text: string): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new InvalidArgumentError('It is a whole number of seconds, 1 or more.');
  return count;
}
