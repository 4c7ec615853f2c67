import type { Match } from '@vethscope/model';
import { type Answer, negate } from '../answer.ts';
import type { Test } from '../sight.ts';
import { findSet, notCaptured } from './compiledSet.ts';
import type { Found } from './found.ts';

/** set_match_v4() of xt_set.c; a set that nobody captured stays unknown behind a `!`. */
export function setTest(match: Extract<Match, { kind: 'set' }>): Test {
  const { name, directions, options } = match;
  const isReturningNomatch = options === '--return-nomatch';
  if (options !== undefined && !isReturningNomatch) {
    return () => `the counters of set ${name} decide: ${options}`;
  }
  // IPSET_FLAG_RETURN_NOMATCH: only a `nomatch` entry counts.
  const counts = isReturningNomatch ? 'nomatch' : 'member';
  return (sight) => {
    const found = findSet(sight.netns, name)?.test({ sight, directions }) ?? notCaptured(name);
    return negate(answerOf(found, counts), match);
  };
}

function answerOf(found: Found, counts: 'member' | 'nomatch'): Answer {
  return found.kind === 'unknown' ? found.why : found.kind === counts;
}
