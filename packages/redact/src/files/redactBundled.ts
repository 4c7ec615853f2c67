import { type ReadInput, redactionNote } from '@vethscope/parsers';
import type { RedactedOutput } from '../outputs/redactedOutput.ts';
import { isHeading, redactOutput } from '../outputs/redactOutput.ts';
import type { Rewriting } from '../rewriting.ts';
import { type RedactedText, textOf } from './redactedText.ts';

/**
 * A file of a bundle: one output, or several of one `ip -batch` in the order of their lines. What
 * stands between two of them, link 1, stays, as it tells where the next one begins; so do blank lines.
 */
export function redactBundled(
  text: string,
  outputs: readonly ReadInput[],
  rewriting: Rewriting,
): RedactedText {
  const written = text.split('\n');
  if (written.at(-1) === '') written.pop();
  const parts: RedactedOutput[] = [];
  let next = 0;
  for (const read of outputs) {
    const first = read.found.origin.firstLine - 1;
    parts.push(between(written.slice(next, first), rewriting), redactOutput(read, rewriting));
    const { text: own } = read.found;
    next = first + (own === '' ? 0 : own.split('\n').length);
  }
  parts.push(between(written.slice(next), rewriting));
  return textOf(parts);
}

function between(lines: readonly string[], rewriting: Rewriting): RedactedOutput {
  return { lines: lines.map((line) => rewriting.line(line)), dropped: [] };
}

/** What a command said on standard error: lines that name nothing stay. */
export function redactRemarks(text: string, rewriting: Rewriting): RedactedText {
  const written = text.split('\n').filter((line) => line.trim() !== '');
  const kept = written.filter((line) => isHeading(line, rewriting.line(line)));
  const what = 'lines of standard error';
  const count = written.length - kept.length;
  if (count === 0) return textOf([{ lines: kept, dropped: [] }]);
  return textOf([{ lines: [...kept, redactionNote(count, what)], dropped: [{ count, what }] }]);
}
