import { nodeId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { asidesOf } from './asidesOf.ts';

const withoutPods = { ruleId: 'b', missing: ['pods'] } as const;

test('says of rules whether they were checked on no node or on some', () => {
  expect(asidesOf({ muted: [], unchecked: [] })).toEqual([]);
  expect(asidesOf({ muted: [], unchecked: [withoutPods] })).toEqual(['1 rule not checked']);
  const onSome = [withoutPods, { ...withoutPods, ruleId: 'c', node: nodeId('n1') }];
  expect(asidesOf({ muted: [], unchecked: onSome })).toEqual(['2 rules not checked everywhere']);
});
