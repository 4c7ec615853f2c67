import type { Renaming } from './names/renaming.ts';
import { commentText } from './words/commentText.ts';
import { WordRewriter } from './words/wordRewriter.ts';

/** Rewrites lines of any output: words one by one, free text as such. */
export class Rewriting {
  readonly renaming: Renaming;
  readonly rewriter: WordRewriter;

  constructor(renaming: Renaming) {
    this.renaming = renaming;
    this.rewriter = new WordRewriter(renaming);
  }

  line(line: string): string {
    let rewritten = '';
    let at = 0;
    for (const { 0: digits, index } of line.matchAll(NUMBER_AS_NAME)) {
      const renamed = this.renaming.numberAsName(digits);
      if (renamed === undefined) continue;
      rewritten += this.#part(line.slice(at, index)) + renamed;
      at = index + digits.length;
    }
    return rewritten + this.#part(line.slice(at));
  }

  /** A word that is a name, whatever it looks like: a cell of a column NODE, the line of a hostname. */
  name(text: string): string {
    return this.renaming.numberAsName(text) ?? this.rewriter.words(text);
  }

  #part(line: string): string {
    if (!MAY_HOLD_TEXT.test(line)) return this.rewriter.words(line);
    const [, indent, alias] = /^(\s*alias )(.+)$/.exec(line) ?? [];
    if (alias !== undefined) return indent + this.text(alias);
    let rewritten = '';
    let at = 0;
    for (const match of line.matchAll(FREE_TEXT)) {
      rewritten += this.rewriter.words(line.slice(at, match.index)) + this.#freeText(match);
      at = match.index + match[0].length;
    }
    return rewritten + this.rewriter.words(line.slice(at));
  }

  /** A comment, an alias: what people or programs wrote for people. */
  text(text: string): string {
    return commentText(text, {
      rewriter: this.rewriter,
      note: (note) => this.renaming.names.token('note', note),
    });
  }

  #freeText([whole, listed, quoted, bare]: RegExpMatchArray): string {
    if (listed !== undefined) return `/* ${this.text(listed)} */`;
    if (bare !== undefined) return this.text(bare);
    if (quoted === undefined) return whole;
    return `"${this.text(quoted)}"`;
  }
}

/** `link-netns 4711`, `ip netns exec 4711`, `/run/netns/4711`, `--match-set 4711`, `Name: 4711`, `4711 (id: 3)` */
const NUMBER_AS_NAME =
  /(?<=(?:^|\s)(?:(?:link-|new-)?netns(?: exec)?|-n|-netns|(?:--)?(?:match|add|del)-set|create|add|Name:) )\d+(?=\s|$)|(?<=\/netns\/)\d+(?![\w.-])|^\d+(?= \(id: \d+\)$)/g;
const MAY_HOLD_TEXT = /"|\/\*|^\s*alias |--comment /;
/**
 * Comments as `-L` prints them; what stands in double quotes, which may hold escaped ones; a comment
 * of one word, which iptables-save prints without.
 */
const FREE_TEXT = /(?<=^|\s)\/\* (.*?) \*\/(?=\s|$)|"((?:[^"\\]|\\.)*)"|(?<=--comment )([^"\s]+)/g;
