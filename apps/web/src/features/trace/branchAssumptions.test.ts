import type { Branch } from '@vethscope/trace';
import { expect, test } from 'vitest';
import { sortAssumptions } from './branchAssumptions.ts';

const branch = (...assumptions: readonly string[]): Branch => ({
  ...{ probability: null, disposition: 'dropped', hops: [], because: '', assumptions },
});

test('what all ways rest on is told once, each tells what it has beside that', () => {
  expect(
    sortAssumptions([
      branch('forwarding is on', 'rule 7 matches'),
      branch('forwarding is on', 'rule 7 does not match', 'rule 8 matches'),
    ]),
  ).toEqual({
    shared: ['forwarding is on'],
    own: [['rule 7 matches'], ['rule 7 does not match', 'rule 8 matches']],
  });
});

test('what tells a way apart from the others comes first', () => {
  const { own } = sortAssumptions([
    branch('rule 7 matches', 'proxy_arp is on', 'forwarding is on'),
    branch('rule 7 matches', 'proxy_arp is on', 'forwarding is off'),
    branch('proxy_arp is off'),
  ]);
  expect(own[1]).toEqual(['forwarding is off', 'rule 7 matches', 'proxy_arp is on']);
});

test('of one way all is shared', () => {
  expect(sortAssumptions([branch('x', 'x')])).toEqual({ shared: ['x'], own: [[]] });
});
