import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesce } from './coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const OPTIONS = { quietMs: 200, atMostMs: 600, restShare: 2 };

function counted(takesMs = 0) {
  const runs: number[] = [];
  const begun = Date.now();
  const coalesced = coalesce({
    ...OPTIONS,
    work: () => {
      runs.push(Date.now() - begun);
      return new Promise((resolve) => setTimeout(resolve, takesMs));
    },
  });
  return { coalesced, runs };
}

test('waits until it is quiet, and then works once', async () => {
  const { coalesced, runs } = counted();
  for (let i = 0; i < 3; i++) {
    coalesced.call();
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toEqual([400]);
});

test('does not wait for quiet that never comes', async () => {
  const { coalesced, runs } = counted();
  for (let i = 0; i < 13; i++) {
    coalesced.call();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(runs).toEqual([600, 1200]);
});

test('remembers what came during the work, and rests twice as long as it took', async () => {
  const { coalesced, runs } = counted(1000);
  coalesced.call();
  await vi.advanceTimersByTimeAsync(300);
  coalesced.call();
  await vi.advanceTimersByTimeAsync(10_000);
  // Begun at 200, done at 1200, so not before 3200.
  expect(runs).toEqual([200, 3200]);
});

test('does nothing without a call, and nothing after it was stopped', async () => {
  const { coalesced, runs } = counted();
  await vi.advanceTimersByTimeAsync(60_000);
  coalesced.call();
  const stopped = coalesced.stop();
  coalesced.call();
  await vi.advanceTimersByTimeAsync(60_000);
  await stopped;
  expect(runs).toEqual([]);
});
