import type { Match } from '@vethscope/model';
import type { Words } from './words.ts';

// The comments of one line of `-L`. They print as they are, so that a comment may itself hold `*/`
// or look like another match. A comment ends at the first mark behind which the line's other marks
// still come in pairs: no condition is taken for part of a comment where the line can be read
// otherwise.
export class ListedComments {
  readonly #line: string;
  /** Found when the first comment is met: most lines have none. */
  #marks: readonly Mark[] | undefined;
  #next = 0;

  constructor(line: string) {
    this.#line = line;
  }

  // /* kubernetes service portals */
  read(words: Words): Match | undefined {
    if (words.peek() !== OPEN) return undefined;
    const start = words.position;
    this.#marks ??= findMarks(this.#line);
    const end = this.#endFrom(start);
    if (end === undefined) return undefined;
    words.moveTo(end + CLOSE.length);
    const text = this.#line.slice(
      start + OPEN.length + 1,
      Math.max(end - 1, start + OPEN.length + 1),
    );
    return { kind: 'comment', text };
  }

  #endFrom(start: number): number | undefined {
    const marks = this.#marks ?? [];
    for (; this.#next < marks.length; this.#next++) {
      const mark = marks[this.#next];
      if (!mark || mark.at <= start || mark.opens) continue;
      if (marks[this.#next + 1]?.isPaired ?? true) return mark.at;
    }
    return undefined;
  }
}

const OPEN = '/*';
const CLOSE = '*/';

interface Mark {
  readonly at: number;
  readonly opens: boolean;
  /** This and all marks behind it come in pairs. */
  isPaired: boolean;
}

/** Marks that stand alone between blanks, as iptables prints them. */
function findMarks(line: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { index, 0: text } of line.matchAll(/(?<=^|\s)(?:\/\*|\*\/)(?=\s|$)/g)) {
    marks.push({ at: index, opens: text === OPEN, isPaired: false });
  }
  for (let n = marks.length - 1; n >= 0; n--) {
    const mark = marks[n];
    const close = marks[n + 1];
    if (!mark?.opens || !close || close.opens) continue;
    mark.isPaired = marks[n + 2]?.isPaired ?? true;
  }
  return marks;
}
