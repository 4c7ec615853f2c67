import type { Chain, Rule } from '@vethscope/model';
import { isMachineRule } from '../chains/chainOwner.ts';
import { CoverIndex } from './coverIndex.ts';
import { matchesAll } from './covers.ts';
import { type EndsChain, mayChangePacket } from './decidingTargets.ts';
import { isChangeable } from './impliedMatch.ts';

/** A rule that no packet reaches, and the one before it that takes them all. */
export interface RuledOut {
  readonly rule: Rule;
  readonly by: Rule;
}

/** One pass over a chain. What a program's rules do to each other is the program's business. */
export function ruledOut(chain: Chain, endsChain: EndsChain): readonly RuledOut[] {
  const found: RuledOut[] = [];
  const enders = new CoverIndex();
  const changesBefore = new Map<Rule, number>();
  let changes = 0;
  let wall: Rule | undefined;
  for (const rule of chain.rules) {
    changesBefore.set(rule, changes);
    const seen = changes;
    const by =
      wall ??
      enders.coverOf(
        rule,
        (earlier) => isUnchanged(earlier) || changesBefore.get(earlier) === seen,
      );
    if (by && !(isMachineRule(chain, rule) && isMachineRule(chain, by))) found.push({ rule, by });
    if (wall) continue;
    if (endsChain(rule)) {
      if (matchesAll(rule)) wall = rule;
      else enders.add(rule);
    }
    if (mayChangePacket(rule)) changes++;
  }
  return found;
}

/** It asks for nothing that a rule in between could have changed. */
function isUnchanged({ matches }: Rule): boolean {
  return !matches.some(isChangeable);
}
