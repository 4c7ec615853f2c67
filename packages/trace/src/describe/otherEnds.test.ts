import { expect, test } from 'vitest';
import type { Disposition } from '../disposition.ts';
import type { Branch } from '../trace.ts';
import { otherEnds } from './otherEnds.ts';

/** `ways(['delivered', 'rule 1 matches'])`: the way's end, then what it takes for granted. */
function ways(...given: readonly (readonly [Disposition, ...string[]])[]): readonly Branch[] {
  return given.map(([disposition, ...assumptions]) => ({
    ...{ probability: null, because: '', hops: [] },
    ...{ disposition, assumptions },
  }));
}

test('what an end rests on, and the likely one never', () => {
  const branches = ways(
    ['delivered', 'the bridge asks iptables'],
    ['delivered', 'the bridge does not', 'forwarding is on'],
    ['dropped', 'the bridge does not', 'forwarding is off'],
    ['dropped', 'the bridge does not', 'forwarding is off', 'its tables are empty'],
  );
  expect(otherEnds(branches, 'delivered')).toEqual([
    { disposition: 'dropped', ways: 2, if: 'forwarding is off' },
  ]);
});

test('an end for more than one reason has none that it rests on', () => {
  const branches = ways(
    ['delivered', 'rule 1 matches', 'rule 2 matches'],
    ['dropped', 'rule 1 matches', 'rule 2 does not match'],
    ['dropped', 'rule 1 does not match'],
    ['rejected', 'rule 1 matches', 'rule 9 matches'],
  );
  expect(otherEnds(branches, 'delivered')).toEqual([
    { disposition: 'dropped', ways: 2 },
    { disposition: 'rejected', ways: 1, if: 'rule 9 matches' },
  ]);
});
