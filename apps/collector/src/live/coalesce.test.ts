import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesce } from './coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const OPTIONS = {
  quietMs: 200,
  atMostMs: 600,
  busy: { windowMs: 10_000, share: 1 / 3, longestMs: 3_000 },
};

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

test('remembers what came during the work, and goes on at once with it', async () => {
  const { coalesced, runs } = counted(1000);
  coalesced.call();
  await vi.advanceTimersByTimeAsync(300);
  coalesced.call();
  await vi.advanceTimersByTimeAsync(10_000);
  // Begun at 200, done at 1200; the call at 300 has waited long enough by then (a timer takes 1 ms).
  expect(runs).toEqual([200, 1201]);
});

test('works for a third of the time where it never ends', async () => {
  const { coalesced, runs } = counted(1000);
  for (let i = 0; i < 600; i++) {
    coalesced.call();
    await vi.advanceTimersByTimeAsync(100);
  }
  // A burst at first, until four pieces are more than a third of ten seconds.
  expect(runs.slice(0, 4)).toEqual([600, 1600, 2600, 3600]);
  // Then two seconds of rest after each second of work.
  expect(runs.slice(4, 6)).toEqual([6600, 9600]);
  expect(runs.length).toBeLessThan(60 / 3 + 4);
});

test('does not rest for long, however long the work took', async () => {
  const { coalesced, runs } = counted(8000);
  for (let i = 0; i < 200; i++) {
    coalesced.call();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(runs).toEqual([600, 8600 + 3000]);
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
