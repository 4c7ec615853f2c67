import type { Network } from '../network/network.ts';
import type { Choices } from '../walk/choices.ts';
import { startWalk, type Walk } from '../walk/walk.ts';

/** One way that chance and what the capture does not tell can turn out. */
export interface Turn<T> {
  readonly result: T;
  /** Product of what was drawn. */
  readonly probability: number;
  /** What was taken for granted, in the order in which it came up. */
  readonly assumptions: readonly string[];
}

/** Runs a part of a walk once for every way that its choices can turn out, for tests. */
export function everyTurn<T>(network: Network, run: (walk: Walk) => T): readonly Turn<T>[] {
  const turns: Turn<T>[] = [];
  const open: (readonly number[])[] = [[]];
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const taken: number[] = [];
    const assumptions: string[] = [];
    let probability = 1;
    const take = (ways: number): number => {
      const place = taken.length;
      const way = given[place] ?? 0;
      // Beyond what was given, the first way: the others are for later.
      if (place >= given.length) {
        for (let other = ways - 1; other > 0; other--) open.push([...taken, other]);
      }
      taken.push(way);
      return way;
    };
    const answers = new Map<string, boolean>();
    const choices: Choices = {
      ask: ({ key, ifYes, ifNo }) => {
        const known = answers.get(key);
        if (known !== undefined) return known;
        const answer = take(2) === 0;
        answers.set(key, answer);
        assumptions.push(answer ? ifYes : ifNo);
        return answer;
      },
      draw: (probabilities) => {
        const way = take(probabilities.length);
        probability *= probabilities[way] ?? 0;
        return way;
      },
      presume: (assumption) => {
        if (!assumptions.includes(assumption)) assumptions.push(assumption);
      },
    };
    const result = run(startWalk(network, choices));
    turns.push({ result, probability, assumptions });
  }
  return turns;
}
