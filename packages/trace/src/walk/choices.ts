/**
 * Where a walk asks what the capture does not tell, or what is left to chance. Stages are written as
 * if they knew; `explore` runs the walk again for each answer that matters.
 */
export interface Choices {
  /**
   * Yes or no, where the capture does not tell. The same key gets the same answer in one walk. Both
   * lines say what is taken for granted then: `rule 7 of cali-POSTROUTING matches (the listing …)`.
   */
  ask(question: Question): boolean;
  /** One of several, each with its probability. Gives the place of the one that is taken. */
  draw(probabilities: readonly number[]): number;
  /** Taken for granted without an alternative: `iptables of netns/a/blue were not captured: …`. */
  presume(assumption: string): void;
}

export interface Question {
  readonly key: string;
  readonly ifYes: string;
  readonly ifNo: string;
}
