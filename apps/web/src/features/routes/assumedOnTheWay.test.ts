import type { Id, RouteHop } from '@vethscope/model';
import { parseIp } from '@vethscope/model';
import { expect, it } from 'vitest';
import { assumedOnTheWay } from './assumedOnTheWay.ts';

function hop(netns: string, ...assumptions: readonly string[]): RouteHop {
  const address = parseIp('10.0.0.1');
  if (address === undefined) throw new Error('no address');
  const found = { address, outcome: 'forward', tables: [], rules: [], assumptions } as const;
  return { netns: netns as Id, found, through: [] };
}

it('says once what several namespaces take for granted, and leaves the first to the answer', () => {
  const hops = [hop('netns/a/pod', 'no rules'), hop('netns/a/host', 'no rules', 'one table')];
  expect(
    assumedOnTheWay({
      hops: [...hops, hop('netns/b/host', 'no rules')],
      ...{ end: 'delivered', at: 'netns/b/host' as Id },
    }),
  ).toEqual([
    { assumption: 'no rules', places: ['netns/a/host', 'netns/b/host'] },
    { assumption: 'one table', places: ['netns/a/host'] },
  ]);
});
