import { VOCABULARY } from './commandWords.ts';

/** Whether a word is one of the commands' own, with dashes in front or without. */
export function isVocabulary(word: string): boolean {
  return VOCABULARY.has(word);
}
