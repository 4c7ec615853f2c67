import { expect, test } from 'vitest';
import { openCapture } from './openedCapture.ts';
import { RecentlyOpened } from './recentlyOpened.ts';

const ofLength = (length: number) =>
  openCapture([{ name: 'x', files: [{ path: 'a', text: 'x'.repeat(length) }], diagnostics: [] }]);

test('forgets what was asked for longest ago, once there is too much text', () => {
  const recent = new RecentlyOpened(100);
  recent.set('a', ofLength(40));
  recent.set('b', ofLength(40));
  recent.get('a');
  recent.set('c', ofLength(40));
  expect(['a', 'b', 'c'].map((id) => recent.get(id) !== undefined)).toEqual([true, false, true]);
});

test('keeps the latest even when it alone is too much', () => {
  const recent = new RecentlyOpened(100);
  recent.set('a', ofLength(10));
  recent.set('b', ofLength(200));
  expect(recent.get('a')).toBeUndefined();
  expect(recent.get('b')).toBeDefined();
});
