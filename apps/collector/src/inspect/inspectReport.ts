import type { CapturedInput, Coverage, Diagnostic, Severity, Snapshot } from '@vethscope/model';
import { type InspectedCapture, inspectedCapture } from './inspectedCapture.ts';

/** What was found in a capture and how well it was understood: `vethscope inspect`, docs/json.md. */
export interface InspectReport {
  readonly formatVersion: 1;
  /** One for each node whose capture tells how it was made, in the order of the nodes. */
  readonly captures: readonly InspectedCapture[];
  /** In the order in which the capture holds them. */
  readonly inputs: readonly InspectedInput[];
  readonly diagnostics: readonly Diagnostic[];
  readonly totals: InspectTotals;
}

export interface InspectedInput {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly command: string;
  /** Absent: nothing here reads that command. */
  readonly parser?: string;
  readonly node: string;
  readonly netns: string;
  readonly records: number;
  readonly lines: Coverage;
  /** Share of its lines that are accounted for, in percent; absent for an output without lines. */
  readonly coverage?: number;
}

interface InspectTotals {
  readonly inputs: number;
  /** Inputs that have a parser. */
  readonly recognized: number;
  readonly records: number;
  readonly lines: Coverage;
  readonly coverage?: number;
  readonly diagnostics: Readonly<Record<Severity, number>>;
}

export function inspectReport(snapshot: Snapshot): InspectReport {
  const { nodes, inputs, diagnostics } = snapshot;
  const lines = sum(inputs.map((input) => input.coverage));
  return {
    formatVersion: 1,
    captures: nodes.flatMap((node) => inspectedCapture(node) ?? []),
    inputs: inputs.map(inspectedInput),
    diagnostics,
    totals: {
      inputs: inputs.length,
      recognized: inputs.filter((input) => input.parser !== undefined).length,
      records: inputs.reduce((count, input) => count + input.records, 0),
      lines,
      ...coverageOf(lines),
      diagnostics: {
        error: countOf(diagnostics, 'error'),
        warning: countOf(diagnostics, 'warning'),
        info: countOf(diagnostics, 'info'),
      },
    },
  };
}

function inspectedInput(input: CapturedInput): InspectedInput {
  const { file, line, endLine } = input.evidence;
  return {
    file,
    line,
    endLine,
    command: input.command,
    ...(input.parser !== undefined && { parser: input.parser }),
    node: input.node,
    netns: input.netns,
    records: input.records,
    lines: input.coverage,
    ...coverageOf(input.coverage),
  };
}

function sum(all: readonly Coverage[]): Coverage {
  const total = { understood: 0, ignored: 0, unsupported: 0, unrecognized: 0 };
  for (const coverage of all) {
    total.understood += coverage.understood;
    total.ignored += coverage.ignored;
    total.unsupported += coverage.unsupported;
    total.unrecognized += coverage.unrecognized;
  }
  return total;
}

/** Rounded down to a tenth: 100 means every line. */
function coverageOf(lines: Coverage): { readonly coverage?: number } {
  const accounted = lines.understood + lines.ignored;
  const all = accounted + lines.unsupported + lines.unrecognized;
  return all === 0 ? {} : { coverage: Math.floor((accounted * 1000) / all) / 10 };
}

function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}
