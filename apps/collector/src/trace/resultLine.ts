import {
  describeDisposition,
  type PlaceNames,
  packetWords,
  type Trace,
  withNames,
} from '@vethscope/trace';
import { printable } from '../cli/printable.ts';
import { type LineResult, otherThanExpected } from './answerLines.ts';

/** A result in one line of JSON: docs/json.md. */
export function resultJson(result: LineResult, file: string): string {
  if (result.kind === 'problem') {
    return JSON.stringify({ error: { message: placed(result, file) } });
  }
  const { packet, trace } = result;
  const expected = packet.expect !== undefined && {
    expect: packet.expect,
    asExpected: otherThanExpected(result) === undefined,
  };
  return JSON.stringify({ ...trace, ...expected });
}

/** A result in one line of text: `dropped  tcp 10.0.0.1 → 10.0.0.2:80  a to b: rule 3 of …`. */
export function resultText(result: LineResult, file: string, names: PlaceNames): string {
  if (result.kind === 'problem') return printable(`error  ${placed(result, file)}`);
  const { trace } = result;
  const expected = otherThanExpected(result);
  const but = expected === undefined ? '' : ` (expected: ${describeDisposition(expected)})`;
  const verdict = `${describeDisposition(trace.disposition)}${but}`;
  const asked = `${trace.from.text} to ${trace.to.text}`;
  return printable(
    `${verdict}  ${packetWords(trace.packet)}  ${asked}: ${withNames(becauseOf(trace), names)}`,
  );
}

/** `packets.jsonl:3: from: no pod …`. */
export function placed(
  { line, message }: { readonly line: number; readonly message: string },
  file: string,
): string {
  return `${file}:${line}: ${message}`;
}

function becauseOf({ branches }: Trace): string {
  const [only, ...others] = branches;
  if (only && others.length === 0) return only.because;
  const ways = branches.map(({ disposition }) => describeDisposition(disposition));
  return `${branches.length} ways: ${[...new Set(ways)].join(', ')}`;
}
