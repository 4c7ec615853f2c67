import type { Evidence } from '@vethscope/model';
import { jsonLines, looksLikeJson, readJsonArray } from './jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from './sourceLines.ts';
import { wordsOf } from './wordReader.ts';

/** A listing of one entry a line, or of one JSON object each that comes to the same words. */
export interface WordListing<R> {
  /** The format, as in "not recognized as `ip neigh` output". */
  readonly expected: string;
  /** One of its entries, with the article: `a neighbour`. */
  readonly entry: string;
  readonly wordsOfObject: (value: unknown) => readonly string[];
  /** `undefined`: these words are no such entry. */
  readonly read: (words: readonly string[], evidence: Evidence) => ReadEntry<R> | undefined;
}

export interface ReadEntry<R> {
  readonly record: R;
  /** Words that were understood and are not kept. */
  readonly leftOut: readonly string[];
}

export function parseWordListing<R>(
  text: string,
  origin: Origin | undefined,
  listing: WordListing<R>,
): Parsed<R> {
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const listed = isJson ? jsonEntries(source, listing.wordsOfObject) : textEntries(source);
  const records = listed.flatMap(({ words, from, to }) => {
    const read = listing.read(words, source.evidence(from, to));
    if (read === undefined) {
      // A line of text is reported with its neighbours when the source is finished.
      if (isJson) source.unrecognized(from, `an element that is not ${listing.entry}`, to);
      return [];
    }
    source.understood(from, to);
    if (read.leftOut.length > 0) {
      source.report(from, 'info', `not kept of ${listing.entry}: ${read.leftOut.join(' ')}`, to);
    }
    return [read.record];
  });
  return source.finish(records, listing.expected);
}

interface ListedEntry {
  readonly words: readonly string[];
  readonly from: number;
  readonly to: number;
}

function textEntries(source: SourceLines): readonly ListedEntry[] {
  return source.lines.flatMap((line, i) =>
    source.isSettled(i) ? [] : [{ words: wordsOf(line), from: i, to: i }],
  );
}

function jsonEntries(
  source: SourceLines,
  wordsOfObject: (value: unknown) => readonly string[],
): readonly ListedEntry[] {
  return readJsonArray(source).map(({ value, from, to }) => ({
    words: wordsOfObject(value),
    from,
    to,
  }));
}
