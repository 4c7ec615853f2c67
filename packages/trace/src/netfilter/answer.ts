/** Whether something is so; a text says why the capture cannot tell: `recent keeps its list in the kernel`. */
export type Answer = boolean | string;

/** The answer behind a `!`: what cannot be told cannot be told the other way round either. */
export function negate(answer: Answer, { negated }: { readonly negated: boolean }): Answer {
  return typeof answer === 'string' ? answer : answer !== negated;
}

/** Whether all are so: one no decides, whatever cannot be told beside it. */
export function every(answers: readonly Answer[]): Answer {
  let unknown: string | undefined;
  for (const answer of answers) {
    if (answer === false) return false;
    if (answer !== true) unknown ??= answer;
  }
  return unknown ?? true;
}

/** Whether one is so: one yes decides. */
export function some(answers: readonly Answer[]): Answer {
  let unknown: string | undefined;
  for (const answer of answers) {
    if (answer === true) return true;
    if (answer !== false) unknown ??= answer;
  }
  return unknown ?? false;
}
