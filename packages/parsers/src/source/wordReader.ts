/** Steps through the words of one line, as iproute2 prints them: parted by blanks, nothing quoted. */
export class WordReader {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  peek(): string | undefined {
    return this.#words[this.#at];
  }

  next(): string | undefined {
    const word = this.#words[this.#at];
    if (word !== undefined) this.#at++;
    return word;
  }

  /** Steps over the next word where it is this one. */
  skip(word: string): boolean {
    if (this.peek() !== word) return false;
    this.#at++;
    return true;
  }

  /** The words up to the first for which `isEnd` holds, which stays. */
  takeUntil(isEnd: (word: string) => boolean): readonly string[] {
    const start = this.#at;
    let word = this.peek();
    while (word !== undefined && !isEnd(word)) {
      this.#at++;
      word = this.peek();
    }
    return this.#words.slice(start, this.#at);
  }
}

export function wordsOf(line: string): readonly string[] {
  const trimmed = line.trim();
  if (trimmed === '') return [];
  // Most lines part their words by one blank, and are split many times as fast by a string.
  return trimmed.split(/\s\s|[^\S ]/.test(trimmed) ? /\s+/ : ' ');
}

/** A whole number of at most 32 bits, or `undefined`: `100`, not `0x64`, `1e3` or `-1`. */
export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= 0xffffffff ? number : undefined;
}
