import type { Neighbor } from '@vethscope/model';
import { fieldAt, itemsAt, textAt } from '../../source/jsonFields.ts';
import type { Origin, Parsed } from '../../source/sourceLines.ts';
import { parseWordListing } from '../../source/wordListing.ts';
import { neighborOfWords } from './neighborOfWords.ts';
import { neighborRequestOf } from './request.ts';

/** Reads what `ip neigh` prints, as text or as JSON. */
export function parseNeighbors(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<Neighbor> {
  const device = neighborRequestOf(argv)?.device;
  return parseWordListing(text, origin, {
    expected: '`ip neigh` output',
    entry: 'a neighbour',
    wordsOfObject,
    read: (words, evidence) => neighborOfWords(words, device, evidence),
  });
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
