import type { Words } from './words.ts';

/** How many words follow each option of an extension: iptables-extensions(8). */
export type Arities = Readonly<Record<`--${string}`, 0 | 1 | 2>>;

export interface Option {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** An extension as `iptables-save` writes it: its options, and what they come to. */
export interface Extension<T> {
  readonly arities: Arities;
  /** `undefined` where the options do not come to anything known. */
  readonly read: (options: Options) => T | undefined;
}

/** The options of one match or target, in the order written. */
export class Options {
  readonly list: readonly Option[];

  constructor(list: readonly Option[]) {
    this.list = list;
  }

  /** The first of these options that is there; they are other names for one thing. */
  find(...names: readonly string[]): Option | undefined {
    return this.list.find((option) => names.includes(option.name));
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  value(...names: readonly string[]): string | undefined {
    return this.find(...names)?.values[0];
  }

  /** What `read` makes of an option's value: absent without it, `'bad'` where it cannot be read. */
  read<T>(
    names: readonly string[],
    read: (value: string, negated: boolean) => T | undefined,
  ): T | undefined | 'bad' {
    const option = this.find(...names);
    if (!option) return undefined;
    return read(option.values[0] ?? '', option.negated) ?? 'bad';
  }
}

/** `-m`, `-j`, `-g`, `-c` and their long forms end what was before. */
const SECTIONS = new Set([
  ...['-m', '--match', '-j', '--jump', '-g', '--goto', '-c', '--set-counters'],
]);

export function isSection(word: string | undefined): boolean {
  return word !== undefined && SECTIONS.has(word);
}

/**
 * Takes options up to the next section or the end. `undefined`, with the cursor anywhere, where an
 * option is not among `arities`, lacks its words, or is given twice.
 */
export function takeOptions(words: Words, arities: Arities): Options | undefined {
  const options: Option[] = [];
  while (!words.atEnd() && !isSection(words.peek())) {
    const negated = words.skip('!');
    const name = words.take() ?? '';
    const arity = isOption(name) ? arities[name] : undefined;
    if (arity === undefined || options.some((option) => option.name === name)) return undefined;
    const values: string[] = [];
    while (values.length < arity) {
      const value = words.take();
      if (value === undefined) return undefined;
      values.push(value);
    }
    options.push({ name, negated, values });
  }
  return new Options(options);
}

function isOption(word: string): word is `--${string}` {
  return word.startsWith('--');
}

/** Takes everything up to the next section or the end, as it stands. */
export function takeVerbatim(words: Words): string {
  const start = words.position;
  while (!words.atEnd() && !isSection(words.peek())) words.take();
  return words.textSince(start);
}

/** Options put together again: `--return-nomatch ! --update-counters --packets-gt 5`. */
export function optionsText(options: readonly Option[]): string {
  return options
    .map(({ name, negated, values }) => [...(negated ? ['!'] : []), name, ...values].join(' '))
    .join(' ');
}
