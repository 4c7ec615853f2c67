import type { Judgement } from './judgeCase.ts';

/** What has come up so far, so that one sees whether it is enough of everything. */
export class Tally {
  #probes = 0;
  #wrong = 0;
  readonly #dispositions = new Map<string, number>();
  readonly #matched = new Map<string, number>();
  readonly #refused = new Map<string, number>();

  add(judgements: readonly Judgement[], refused: readonly string[]): void {
    for (const { differences, trace } of judgements) {
      this.#probes++;
      if (differences.length > 0) this.#wrong++;
      const ends = new Set(
        trace.branches.map(({ disposition, reply }) => {
          return reply ? `${disposition}, reply ${reply.disposition}` : disposition;
        }),
      );
      count(this.#dispositions, [...ends].toSorted().join(' or '));
      for (const word of new Set(matchedKinds(trace))) count(this.#matched, word);
    }
    for (const rule of refused) count(this.#refused, rule.replace(/^-A \S+ /, ''));
  }

  line(): string {
    return `${this.#probes} probes, ${this.#wrong} not as the kernel did`;
  }

  /** Most often first. */
  page(): string {
    return [
      this.line(),
      ...section('ended as', this.#dispositions),
      ...section('rules that matched had', this.#matched),
      ...section('rules that the kernel refused', this.#refused),
    ].join('\n');
  }
}

/** `-m set`, `-j MARK`: of rules that matched. */
function matchedKinds({ branches }: Judgement['trace']): readonly string[] {
  return branches.flatMap(({ hops, reply }) =>
    [...hops, ...(reply?.hops ?? [])].flatMap(({ steps }) =>
      steps.flatMap((step) =>
        step.kind === 'rule' ? (step.text.match(/-[mj] [A-Z\d]+\b|-m \w+/g) ?? []) : [],
      ),
    ),
  );
}

function count(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

function section(title: string, counts: ReadonlyMap<string, number>): readonly string[] {
  if (counts.size === 0) return [];
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return [
    '',
    `${title}:`,
    ...sorted.map(([word, times]) => `${String(times).padStart(7)}  ${word}`),
  ];
}
