/**
 * Items of which every further letter leaves the same or fewer: those that fit what was asked just
 * before are asked alone. Two questions that are typed at once (`routes of cor`, `cor`) are kept.
 */
export interface Narrowed<Item> {
  /** All that may fit: those of the longest question kept that this one goes on from. */
  readonly candidates: (question: string) => readonly Item[];
  readonly keep: (question: string, fitting: readonly Item[]) => void;
}

interface Answer<Item> {
  readonly question: string;
  readonly fitting: readonly Item[];
}

export function narrowed<Item>(all: readonly Item[]): Narrowed<Item> {
  let kept: readonly Answer<Item>[] = [];
  const before = (question: string) =>
    kept
      .filter((answer) => question.startsWith(answer.question))
      .sort((a, b) => b.question.length - a.question.length)[0];
  return {
    candidates: (question) => before(question)?.fitting ?? all,
    keep: (question, fitting) => {
      const replaced = before(question) ?? kept[1];
      kept = [{ question, fitting }, ...kept.filter((answer) => answer !== replaced)];
    },
  };
}
