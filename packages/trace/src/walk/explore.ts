import type { Choices, Question } from './choices.ts';

/** One end of a walk, and what has to be so for it to come to that. */
export interface Leaf<T> {
  readonly result: T;
  /** Of all draws together; `null` where it also rests on an answer that nobody knows. */
  readonly probability: number | null;
  readonly assumptions: readonly string[];
}

interface Exploration<T> {
  readonly run: (choices: Choices) => T;
  /** Results with the same key are the same for whoever asked. */
  readonly keyOf: (result: T) => string;
  /** What stands for the ways that are not followed any more. */
  readonly beyondLimit: () => T;
  /** How often `run` may be called. */
  readonly limit: number;
}

/**
 * Runs a walk once for each combination of answers that it comes to ask for. A question whose answers
 * lead to the same ends is dropped, with its assumption; draws are kept apart.
 */
export function explore<T>({ run, keyOf, beyondLimit, limit }: Exploration<T>): readonly Leaf<T>[] {
  let runs = 0;
  const follow = (answers: readonly number[]): readonly Leaf<T>[] => {
    if (runs >= limit) {
      const assumptions = [`no more than ${limit} ways are followed`];
      return [{ result: beyondLimit(), probability: null, assumptions }];
    }
    runs++;
    const choices = new ScriptedChoices(answers);
    const result = run(choices);
    const { points, presumptions } = choices;
    let leaves: readonly Leaf<T>[] = [{ result, probability: 1, assumptions: presumptions }];
    for (let i = points.length - 1; i >= answers.length; i--) {
      const point = points[i];
      if (!point) continue;
      const before = points.slice(0, i).map(({ taken }) => taken);
      const others = point.options.slice(1).map((_, o) => follow([...before, o + 1]));
      leaves = point.options.every(({ probability }) => probability === null)
        ? joined(point, [leaves, ...others], keyOf)
        : apart(point, [leaves, ...others]);
    }
    return leaves;
  };
  return follow([]);
}

interface Option {
  readonly probability: number | null;
  readonly assumption?: string;
}

interface Point {
  readonly options: readonly Option[];
  readonly taken: number;
}

/** Gives the answers of a script, then the first option each time, and notes what was asked. */
class ScriptedChoices implements Choices {
  readonly points: Point[] = [];
  readonly #script: readonly number[];
  readonly #answered = new Map<string, boolean>();
  readonly #presumed = new Set<string>();

  constructor(script: readonly number[]) {
    this.#script = script;
  }

  get presumptions(): readonly string[] {
    return [...this.#presumed];
  }

  ask({ key, ifYes, ifNo }: Question): boolean {
    const known = this.#answered.get(key);
    if (known !== undefined) return known;
    const yes =
      this.#take([
        { probability: null, assumption: ifYes },
        { probability: null, assumption: ifNo },
      ]) === 0;
    this.#answered.set(key, yes);
    return yes;
  }

  draw(probabilities: readonly number[]): number {
    return this.#take(probabilities.map((probability) => ({ probability })));
  }

  presume(assumption: string): void {
    this.#presumed.add(assumption);
  }

  #take(options: readonly Option[]): number {
    const taken = this.#script[this.points.length] ?? 0;
    this.points.push({ options, taken });
    return taken;
  }
}

/** Where all answers to a question come to the same ends, it did not matter. */
function joined<T>(
  point: Point,
  alternatives: readonly (readonly Leaf<T>[])[],
  keyOf: (result: T) => string,
): readonly Leaf<T>[] {
  const signatures = alternatives.map((leaves) =>
    leaves
      .map(({ result, probability }) => `${keyOf(result)} ${probability}`)
      .sort()
      .join('\n'),
  );
  if (signatures.every((signature) => signature === signatures[0])) return alternatives[0] ?? [];
  return apart(point, alternatives);
}

function apart<T>(
  { options }: Point,
  alternatives: readonly (readonly Leaf<T>[])[],
): readonly Leaf<T>[] {
  return options.flatMap(({ probability, assumption }, o) =>
    (alternatives[o] ?? []).map((leaf) => ({
      result: leaf.result,
      probability:
        probability === null || leaf.probability === null ? null : probability * leaf.probability,
      assumptions: assumption === undefined ? leaf.assumptions : [assumption, ...leaf.assumptions],
    })),
  );
}
