import { attributesOfWords } from '../attributes.ts';
import { readDetails, readPort } from '../details.ts';
import { type Pair, pairsOf } from './wordPairs.ts';

/** Of a kind that is not known, which words are names cannot be told: they stay together. */
export function pairsOfKind(
  part: 'kind' | 'port',
  kind: string,
  words: readonly string[],
): readonly Pair[] {
  if (words.length === 0) return [];
  const read = part === 'kind' ? readDetails : readPort;
  const isKnown = read(kind, attributesOfWords([]), '').kind !== 'other';
  return isKnown ? pairsOf(words) : [{ name: 'details', value: words.join(' ') }];
}
