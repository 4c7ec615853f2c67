import type { Diagnostic, Evidence, Severity } from '@vethscope/model';
import { printable } from '../cli/printable.ts';
import { captureLines } from './captureLines.ts';
import type { InspectedInput, InspectReport } from './inspectReport.ts';

/** The report for people: how it was captured, one line per input, diagnostics of one kind together, totals. */
export function inspectText(report: InspectReport): string {
  const blocks = [
    report.captures.flatMap(captureLines),
    inputLines(report.inputs),
    diagnosticLines(report.diagnostics),
    totalLines(report),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map(printable).join('\n'))
    .join('\n\n')}\n`;
}

function inputLines(inputs: readonly InspectedInput[]): readonly string[] {
  const rows = inputs.map((input) => [
    placeOf(input),
    input.command,
    input.parser ?? '(no parser)',
    `${input.node}/${input.netns}`,
    String(input.records),
    input.coverage === undefined ? '-' : `${input.coverage} %`,
  ]);
  return aligned([['INPUT', 'COMMAND', 'PARSER', 'NODE/NETNS', 'RECORDS', 'COVERAGE'], ...rows]);
}

const NUMBER_COLUMNS: ReadonlySet<number> = new Set([4, 5]);
const MAX_WIDTH = 56;

function aligned(cells: readonly (readonly string[])[]): readonly string[] {
  const rows = cells.map((row) => row.map(shortened));
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        NUMBER_COLUMNS.has(column)
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** Long names differ at their ends: `ip netns exec e3e2e0a1-…654e2abe0 ip -d link show`. */
function shortened(cell: string): string {
  if (cell.length <= MAX_WIDTH) return cell;
  const kept = (MAX_WIDTH - 1) / 2;
  return `${cell.slice(0, Math.floor(kept))}…${cell.slice(cell.length - Math.ceil(kept))}`;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
const MAX_PLACES = 3;

function diagnosticLines(diagnostics: readonly Diagnostic[]): readonly string[] {
  return SEVERITIES.flatMap((severity) => {
    const byMessage = new Map<string, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      if (diagnostic.severity !== severity) continue;
      const group = byMessage.get(diagnostic.message);
      if (group) group.push(diagnostic);
      else byMessage.set(diagnostic.message, [diagnostic]);
    }
    return [...byMessage].map(([message, places]) => `${severity}: ${message} (${where(places)})`);
  });
}

function where(places: readonly Diagnostic[]): string {
  const named = places.slice(0, MAX_PLACES).map(placeOf).join(', ');
  const more = places.length - MAX_PLACES;
  return more > 0 ? `${named} and ${more} more places` : named;
}

function placeOf({ file, line, endLine }: Evidence): string {
  return line === endLine ? `${file}:${line}` : `${file}:${line}-${endLine}`;
}

function totalLines({ totals }: InspectReport): readonly string[] {
  const { lines, diagnostics } = totals;
  const coverage = totals.coverage === undefined ? '' : ` (${totals.coverage} % accounted for)`;
  return [
    `${totals.inputs} inputs, ${totals.recognized} with a parser, ${totals.records} records`,
    `lines: ${lines.understood} understood, ${lines.ignored} ignored on purpose, ${lines.unsupported} unsupported, ${lines.unrecognized} unrecognized${coverage}`,
    `diagnostics: ${diagnostics.error} errors, ${diagnostics.warning} warnings, ${diagnostics.info} remarks`,
  ];
}
