import type { Neighbor } from '@vethscope/model';
import { fieldAt, itemsAt, textAt } from '../../source/jsonFields.ts';
import { jsonLines, looksLikeJson, readJsonArray } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { neighborOfWords } from './neighborOfWords.ts';
import { neighborRequestOf } from './request.ts';

/** Reads what `ip neigh` prints, as text or as JSON. */
export function parseNeighbors(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<Neighbor> {
  const device = neighborRequestOf(argv)?.device;
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const listed = isJson ? jsonEntries(source) : textEntries(source);
  const neighbors = listed.flatMap(({ words, from, to }) => {
    const read = neighborOfWords(words, device, source.evidence(from, to));
    if (read === undefined) {
      if (isJson) source.unrecognized(from, 'an element that is not a neighbour', to);
      return [];
    }
    source.understood(from, to);
    if (read.leftOut.length > 0) {
      source.report(from, 'info', `not kept of a neighbour: ${read.leftOut.join(' ')}`, to);
    }
    return [read.neighbor];
  });
  return source.finish(neighbors, '`ip neigh` output');
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

function jsonEntries(source: SourceLines): readonly ListedEntry[] {
  return readJsonArray(source).map(({ value, from, to }) => ({
    words: wordsOfObject(value),
    from,
    to,
  }));
}

/** The words that text has for an object of `ip -j neigh`; flags are keys whose value is null. */
function wordsOfObject(entry: unknown): readonly string[] {
  const pair = (word: string, key: string): readonly string[] => {
    const value = textAt(entry, key);
    return value === undefined ? [] : [word, value];
  };
  const keys = typeof entry === 'object' && entry !== null ? Object.keys(entry) : [];
  return [
    textAt(entry, 'dst') ?? '',
    ...pair('dev', 'dev'),
    ...pair('lladdr', 'lladdr'),
    ...keys.filter((key) => fieldAt(entry, key) === undefined),
    ...itemsAt(entry, 'state').filter((state) => typeof state === 'string'),
    ...pair('proto', 'protocol'),
  ];
}
