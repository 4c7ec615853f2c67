import { buildTopology } from '@vethscope/model';
import {
  answerTrace,
  indexNetwork,
  type Network,
  placeNames,
  type TraceRequest,
} from '@vethscope/trace';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { traceText } from '../trace/traceText.ts';
import { Ended, EXIT_FAILED, Unusable } from './exitCodes.ts';
import { type Io, printResult } from './io.ts';
import { json } from './json.ts';
import { type LimitOptions, limitsOf, withCaptures } from './options.ts';
import { readForCommand } from './readForCommand.ts';
import { type OutcomeOptions, traceMany } from './traceMany.ts';

interface TraceOptions extends LimitOptions, OutcomeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly proto: TraceRequest['proto'];
  readonly dport?: number;
  readonly sport?: number;
  readonly packets?: string;
}

export function addTrace(program: Command, io: Io): void {
  withCaptures(program.command('trace'), 'some')
    .summary('where a packet goes, rule by rule')
    .description('Show where Linux sends a packet, hop by hop and rule by rule, and its reply.')
    .option('--from <WHERE>', 'who sends it')
    .option('--to <WHERE>', 'what it is sent to')
    .addOption(
      new Option('--proto <PROTO>', 'its protocol').choices(['tcp', 'udp', 'icmp']).default('tcp'),
    )
    .option('--dport <N>', 'the port that it is sent to', packetPort)
    .option('--sport <N>', 'the port that it is sent from', packetPort)
    .addOption(
      new Option(
        '--packets <FILE>',
        'ask many at once: JSON Lines; - for standard input',
      ).conflicts(['from', 'to', 'proto', 'dport', 'sport']),
    )
    .addOption(
      new Option('--fail-on <WHAT>', 'exit with 1 where a packet is that').choices([
        'undelivered',
        'unexpected',
      ]),
    )
    .addOption(
      new Option('--format <FORMAT>', 'how to print it').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', WHERE_HELP)
    .action(async (captures: readonly string[], options: TraceOptions) => {
      const { packets } = options;
      const request = packets === undefined ? requestOf(options) : undefined;
      if (packets === '-' && captures.includes('-')) {
        throw new Unusable('standard input cannot be a capture and --packets: save one as a file');
      }
      const { snapshot } = await readForCommand(captures, limitsOf(options), io);
      const network = indexNetwork(snapshot, buildTopology(snapshot));
      if (request) await traceOne(network, request, options, io);
      else if (packets !== undefined) await traceMany(network, packets, options, io);
    });
}

const WHERE_HELP = `
WHERE is NAMESPACE/POD, the name of a network namespace, of a node (its own namespace), an address,
or an id as \`vethscope graph\` prints it; with --to also NAMESPACE/SERVICE. A line of --packets is
{ "from": WHERE, "to": WHERE, "proto": "tcp", "dport": 80 }, may have "sport" and "expect": what
should become of the packet ("delivered", "dropped", …).`;

/** What has to be there is asked for before the captures are read. */
function requestOf({ from, to, proto, dport, sport, failOn }: TraceOptions): TraceRequest {
  if (from === undefined || to === undefined) {
    const missing = from === undefined ? '--from <WHERE>' : '--to <WHERE>';
    throw new Unusable(`required option '${missing}' not specified, nor --packets (see --help)`);
  }
  if (failOn === 'unexpected') {
    throw new Unusable('--fail-on unexpected goes with --packets, whose lines say what to expect');
  }
  if (proto === 'icmp' && (dport !== undefined || sport !== undefined)) {
    throw new Unusable('--dport and --sport: ICMP has no ports');
  }
  return {
    ...{ from, to, proto },
    ...(dport !== undefined && { dport }),
    ...(sport !== undefined && { sport }),
  };
}

async function traceOne(
  network: Network,
  request: TraceRequest,
  { format, failOn }: TraceOptions,
  io: Io,
): Promise<void> {
  const answer = answerTrace(network, request);
  // `from: no pod …`: the part of the question is the option.
  if (answer.kind === 'problem') throw new Unusable(`--${answer.message}`);
  const { trace } = answer;
  const text = format === 'json' ? json(trace) : traceText(trace, placeNames(network.topology));
  await printResult(io, text);
  if (failOn === 'undelivered' && trace.disposition !== 'delivered') {
    throw new Ended(EXIT_FAILED, `not delivered: ${trace.disposition}`);
  }
}

function packetPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new InvalidArgumentError('It is a port from 1 to 65535.');
  return port;
}
