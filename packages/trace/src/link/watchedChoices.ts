import type { Choices, Question } from '../walk/choices.ts';

/** Tells whether something was asked: an answer without a question is the same in each walk. */
export class WatchedChoices implements Choices {
  wasAsked = false;
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  ask(question: Question): boolean {
    this.wasAsked = true;
    return this.#choices.ask(question);
  }

  draw(probabilities: readonly number[]): number {
    this.wasAsked = true;
    return this.#choices.draw(probabilities);
  }

  presume(assumption: string): void {
    this.wasAsked = true;
    this.#choices.presume(assumption);
  }
}
