import type { Target } from '@vethscope/model';
import type { CompiledRule } from './compiledRule.ts';
import { questionKey, type RulePlace, ruleName } from './rulePlace.ts';

/**
 * Whether a rule holds for a packet. What can be decided is decided first: where one part says no,
 * nothing is asked. `assumed`: the capture does not tell, and in this branch it does hold.
 */
export function matchRule(place: RulePlace, compiled: CompiledRule): 'no' | 'yes' | 'assumed' {
  const { sight, rule } = place;
  const { choices } = sight.walk;
  let unknown: string | undefined;
  for (const test of compiled.tests) {
    const answer = test(sight);
    if (answer === false) return answerNo(place, compiled);
    if (answer !== true) unknown ??= answer;
  }
  for (const chance of compiled.chances) {
    if (!happens(place, chance)) return 'no';
  }
  if (compiled.inferred) choices.presume(compiled.inferred.from);
  if (unknown === undefined) return compiled.inferred ? 'assumed' : 'yes';
  const ifYes = `${ruleName(place)} matches (${unknown})`;
  if (CHANGES_NOTHING.has(rule.target.kind)) {
    choices.presume(ifYes);
    return 'assumed';
  }
  const isYes = choices.ask({
    key: questionKey(place),
    ifYes,
    ifNo: `${ruleName(place)} does not match (${unknown})`,
  });
  return isYes ? 'assumed' : 'no';
}

/** Whether such a rule holds makes no difference to the packet. */
const CHANGES_NOTHING: ReadonlySet<Target['kind']> = new Set([
  'none',
  'log',
  'nflog',
  'audit',
  'trace',
  'checksum',
  'tcpmss',
]);

function answerNo({ sight }: RulePlace, { inferred }: CompiledRule): 'no' {
  if (inferred?.isDecisive) sight.walk.choices.presume(inferred.from);
  return 'no';
}

function happens({ sight: { walk } }: RulePlace, chance: number): boolean {
  if (chance >= 1) return true;
  if (chance <= 0) return false;
  return walk.choices.draw([chance, 1 - chance]) === 0;
}
