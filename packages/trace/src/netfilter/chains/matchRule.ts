import type { Target } from '@vethscope/model';
import type { Sight } from '../sight.ts';
import type { CompiledRule } from './compiledRule.ts';
import { placeOf, questionKey, ruleName } from './rulePlace.ts';

/**
 * Whether a rule holds for a packet. What can be decided is decided first: where one part says no,
 * nothing is asked. `assumed`: the capture does not tell, and in this branch it does hold.
 */
export function matchRule(sight: Sight, compiled: CompiledRule): 'no' | 'yes' | 'assumed' {
  const { choices } = sight.walk;
  let unknown: string | undefined;
  for (const test of compiled.tests) {
    const answer = test(sight);
    if (answer === false) return answerNo(sight, compiled);
    if (answer !== true) unknown ??= answer;
  }
  for (const chance of compiled.chances) {
    if (!happens(sight, chance)) return 'no';
  }
  if (compiled.inferred) choices.presume(compiled.inferred.from);
  if (unknown === undefined) return compiled.inferred ? 'assumed' : 'yes';
  const matches = `${ruleName(compiled)} matches (${unknown})`;
  const { kind } = compiled.rule.target;
  if (CHANGES_NOTHING.has(kind)) {
    choices.presume(matches);
    return 'assumed';
  }
  const key = questionKey(placeOf(sight, compiled));
  const spares = `${ruleName(compiled)} does not match (${unknown})`;
  // First what is so where all is well: most packets are not the ones that are kept out.
  const isMatch =
    kind === 'drop' || kind === 'reject'
      ? !choices.ask({ key, ifYes: spares, ifNo: matches })
      : choices.ask({ key, ifYes: matches, ifNo: spares });
  return isMatch ? 'assumed' : 'no';
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

function answerNo({ walk }: Sight, { inferred }: CompiledRule): 'no' {
  if (inferred?.isDecisive) walk.choices.presume(inferred.from);
  return 'no';
}

function happens({ walk }: Sight, chance: number): boolean {
  if (chance >= 1) return true;
  if (chance <= 0) return false;
  return walk.choices.draw([chance, 1 - chance]) === 0;
}
