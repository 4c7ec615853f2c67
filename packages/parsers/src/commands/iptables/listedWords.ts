import { withoutNot } from './fields.ts';
import type { Option } from './options.ts';
import type { Words } from './words.ts';

/**
 * The words that `-L` prints for an extension's options, and how many values follow each;
 * `negatable`: one, that may have its `!` glued to it.
 */
export type Vocabulary = Readonly<Record<string, 0 | 1 | 2 | 'negatable'>>;

/**
 * Takes words of one extension as the options they stand for: `src-type !LOCAL limit-out` is
 * `! --src-type LOCAL --limit-out`. Stops at the first word that is not of the vocabulary, or is
 * there again; the extension's next use begins there.
 */
export function takeListed(words: Words, vocabulary: Vocabulary): readonly Option[] {
  const options: Option[] = [];
  for (;;) {
    const start = words.position;
    const isNegated = words.skip('!');
    const word = words.take();
    const option =
      word !== undefined && Object.hasOwn(vocabulary, word)
        ? readOption(words, word, vocabulary[word] ?? 0)
        : undefined;
    if (!option || options.some(({ name }) => name === option.name)) {
      words.moveTo(start);
      return options;
    }
    options.push(isNegated ? { ...option, negated: true } : option);
  }
}

function readOption(words: Words, word: string, count: Vocabulary[string]): Option | undefined {
  if (count === 'negatable') {
    const text = takeValue(words);
    return text && option(word, text.negated, text.value);
  }
  const values: string[] = [];
  while (values.length < count) {
    const value = words.take();
    if (value === undefined) return undefined;
    values.push(value);
  }
  return option(word, false, ...values);
}

export function option(name: string, negated: boolean, ...values: readonly string[]): Option {
  return { name: `--${name}`, negated, values };
}

/** `! 0x4000` or `!0x4000` or `0x4000`: a value that may be negated. */
export function takeValue(
  words: Words,
): { readonly negated: boolean; readonly value: string } | undefined {
  const isApart = words.skip('!');
  const text = words.take();
  if (text === undefined) return undefined;
  const { negated, value } = withoutNot(text);
  return { negated: negated || isApart, value };
}
