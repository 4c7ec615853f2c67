import {
  assertNever,
  buildTopology,
  renderSvg,
  type Topology,
  topologyDot,
  topologyMermaid,
} from '@vethscope/model';
import { type Command, Option } from 'commander';
import { type Io, printResult } from './io.ts';
import { json } from './json.ts';
import { type LimitOptions, limitsOf, withCaptures } from './options.ts';
import { readForCommand } from './readForCommand.ts';

const FORMATS = ['json', 'dot', 'mermaid', 'svg'] as const;
type GraphFormat = (typeof FORMATS)[number];

interface GraphOptions extends LimitOptions {
  readonly format: GraphFormat;
}

export function addGraph(program: Command, io: Io): void {
  withCaptures(program.command('graph'), 'some')
    .summary('the topology as JSON, Graphviz, Mermaid or SVG')
    .description('Print the topology: what is there and how it is connected, with its evidence.')
    .addOption(new Option('--format <FORMAT>', 'how to print it').choices(FORMATS).default('json'))
    .action(async (captures: readonly string[], options: GraphOptions) => {
      const { snapshot } = await readForCommand(captures, limitsOf(options), io);
      await printResult(io, formatted(buildTopology(snapshot), options.format));
    });
}

function formatted(topology: Topology, format: GraphFormat): string {
  switch (format) {
    case 'json':
      return json(topology);
    case 'dot':
      return topologyDot(topology);
    case 'mermaid':
      return topologyMermaid(topology);
    case 'svg':
      return renderSvg(topology);
    default:
      return assertNever(format);
  }
}
