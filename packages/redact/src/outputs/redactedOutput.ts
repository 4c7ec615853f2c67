import { type ReadInput, type RedactionReason, redactionNote } from '@vethscope/parsers';
import type { Dropped } from '../report.ts';

/** An output as it may be shown, and what was left out of it. */
export interface RedactedOutput {
  readonly lines: readonly string[];
  readonly dropped: readonly { readonly count: number; readonly what: Dropped }[];
}

/** A note in place of all of it. */
export function leftOut({ lines }: ReadInput, what: RedactionReason): RedactedOutput {
  const count = lines.filter((state) => state !== 'blank').length;
  if (count === 0) return { lines: [], dropped: [] };
  return { lines: [redactionNote(count, what)], dropped: [{ count, what }] };
}
