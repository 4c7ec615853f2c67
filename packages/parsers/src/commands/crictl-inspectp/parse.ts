import type { CriSandbox } from '@vethscope/model';
import { jsonLines, readJsonSequence } from '../../source/jsonSource.ts';
import type { Origin, Parsed, SourceLines } from '../../source/sourceLines.ts';
import { crictlWords, formatOf } from '../crictl/listRequest.ts';
import { settleMessages } from '../crictl/messages.ts';
import { sandboxOfStatus } from './sandboxOfStatus.ts';

/**
 * Reads what `crictl inspectp` prints: for one sandbox an object, for several an array, or, by older
 * crictl, one object after the other.
 */
export function parseInspectedSandboxes(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<CriSandbox> {
  const source = jsonLines(text, origin);
  settleMessages(source);
  const sandboxes = reportUnreadFormat(source, argv) ? [] : readSandboxes(source);
  return source.finish(sandboxes, '`crictl inspectp` output');
}

function readSandboxes(source: SourceLines): readonly CriSandbox[] {
  return readJsonSequence(source).flatMap(({ value, from, to }) => {
    const sandbox = sandboxOfStatus(value, source.evidence(from, to));
    if (sandbox === undefined) source.unrecognized(from, 'an element that is no sandbox', to);
    return sandbox ?? [];
  });
}

/** One line for a whole output in a format that is not read. */
function reportUnreadFormat(source: SourceLines, argv: readonly string[]): boolean {
  const format = formatOf(crictlWords(argv).slice(1));
  const first = source.lines.findIndex((_, i) => !source.isSettled(i));
  if (format === '' || format === 'json' || first < 0) return false;
  const message = `-o ${format} is not read; capture -o json, which crictl prints by itself`;
  source.unsupported(first, message, 'warning', source.lines.length - 1);
  return true;
}
