import { expect, test } from 'vitest';
import type { LiveStatus } from './liveEvents.ts';
import { statusBoard } from './liveStatus.ts';

test('is live while nothing fails, and tells each change once', () => {
  const told: LiveStatus[] = [];
  let minute = 0;
  const board = statusBoard({
    now: () => new Date(Date.UTC(2026, 10, 24, 18, minute++)),
    blind: [],
    onChange: (status) => told.push(status),
  });
  expect(board.status()).toMatchObject({ live: true, since: '2026-11-24T18:00:00.000Z' });
  board.works('ip monitor');
  board.fails('ip monitor', 'ip monitor: it ended (1)');
  board.fails('ip monitor', 'ip monitor: it ended (1)');
  board.fails('capture', 'the last look failed');
  board.works('ip monitor');
  board.works('capture');
  expect(told.map(({ live, reason }) => [live, reason])).toEqual([
    [false, 'ip monitor: it ended (1)'],
    [false, 'the last look failed'],
    [true, undefined],
  ]);
  // Since when it is not live, not since when for this reason.
  expect(told[1]?.since).toBe(told[0]?.since);
});

test('stays live without what never worked, and says what that is', () => {
  const told: LiveStatus[] = [];
  const board = statusBoard({
    now: () => new Date(Date.UTC(2026, 10, 24, 18)),
    blind: ['no root'],
    onChange: (status) => told.push(status),
  });
  board.misses('nft monitor', 'rules are not noticed: Operation not permitted');
  board.works('nft monitor');
  expect(told.map(({ live, blind }) => [live, blind])).toEqual([
    [true, ['no root', 'rules are not noticed: Operation not permitted']],
    [true, ['no root']],
  ]);
});
