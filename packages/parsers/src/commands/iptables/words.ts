/**
 * A cursor over the words of one line. Words in double quotes are unquoted as `iptables-restore`
 * does it: a backslash takes the next character as it is (xtables_save_string in xtables.c).
 */
export class Words {
  readonly line: string;
  /** Where the next word is looked for. */
  #at: number;
  /** The next word once it was looked at, and where it begins and ends. */
  #word: string | undefined;
  #start = -1;
  #end = -1;

  constructor(line: string, at = 0) {
    this.line = line;
    this.#at = at;
  }

  /** The next word, or `undefined` at the end of the line; stays where it is. */
  peek(): string | undefined {
    if (this.#start < this.#at) this.#scan();
    return this.#word;
  }

  take(): string | undefined {
    const word = this.peek();
    this.#at = this.#end;
    return word;
  }

  /** Takes the next word if it is this one. */
  skip(word: string): boolean {
    if (this.peek() !== word) return false;
    this.take();
    return true;
  }

  atEnd(): boolean {
    return this.peek() === undefined;
  }

  /** Where the next word begins: to come back to with `moveTo`. */
  get position(): number {
    this.peek();
    return this.#start;
  }

  moveTo(position: number): void {
    this.#at = position;
    this.#start = -1;
  }

  /** From `start` to where the last word taken ends, quotes and all. */
  textSince(start: number): string {
    return this.line.slice(start, this.#at).trim();
  }

  rest(): string {
    return this.line.slice(this.position).trimEnd();
  }

  #scan(): void {
    const { line } = this;
    let start = this.#at;
    while (isBlank(line.charCodeAt(start))) start++;
    this.#start = start;
    if (start >= line.length) {
      this.#word = undefined;
      this.#end = start;
    } else if (line.charCodeAt(start) === QUOTE) {
      this.#scanQuoted(start);
    } else {
      let end = start + 1;
      while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
      this.#word = line.slice(start, end);
      this.#end = end;
    }
  }

  /** `"say \"hi\""`; a quote that never closes takes the rest of the line. */
  #scanQuoted(start: number): void {
    const { line } = this;
    let end = start + 1;
    let escaped = false;
    while (end < line.length && line.charCodeAt(end) !== QUOTE) {
      if (line.charCodeAt(end) === BACKSLASH) {
        escaped = true;
        end++;
      }
      end++;
    }
    const inner = line.slice(start + 1, end);
    this.#word = escaped ? inner.replace(/\\(.)/g, '$1') : inner;
    this.#end = Math.min(end + 1, line.length);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The bpf match prints a NUL behind its program (libxt_bpf.c). */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0;
}
