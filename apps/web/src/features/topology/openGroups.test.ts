import type { GroupSummary } from '@vethscope/model';
import { expect, it } from 'vitest';
import { openGroups, turnGroup } from './openGroups.ts';

const group = (id: string): GroupSummary => ({
  ...{ id, title: id, count: 2, isOpen: false, members: [] },
});
const GROUPS = [group('a'), group('b'), group('c')];

it.each([
  [undefined, new Set()],
  ['a,b', new Set(['a', 'b'])],
  ['all', 'all'],
  [',', new Set()],
])('reads %j', (text, open) => {
  expect(openGroups(text)).toEqual(open);
});

it.each([
  [undefined, 'a', 'a'],
  ['a', 'b', 'a,b'],
  ['a,b', 'a', 'b'],
  ['a', 'a', undefined],
  // All but the one that was closed.
  ['all', 'b', 'a,c'],
  // Of another node's picture.
  ['other', 'a', 'other,a'],
])('%j with %s turned is %j', (text, id, turned) => {
  expect(turnGroup(text, GROUPS, id)).toBe(turned);
});
