import { nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { uncheckedRules } from './uncheckedRules.ts';

test('tells of nodes that lack the same together', () => {
  expect(
    uncheckedRules([
      { ruleId: 'a', node: nodeId('n1'), missing: ['ipsets'] },
      { ruleId: 'a', node: nodeId('n2'), missing: ['ipsets'] },
      { ruleId: 'a', node: nodeId('n3'), missing: ['ipsets', 'routes4'] },
      { ruleId: 'b', missing: ['pods'] },
    ]),
  ).toEqual([
    { ruleId: 'a', missing: ['ipsets'], nodes: ['node/n1', 'node/n2'] },
    { ruleId: 'a', missing: ['ipsets', 'routes4'], nodes: ['node/n3'] },
    { ruleId: 'b', missing: ['pods'], nodes: [] },
  ]);
});
