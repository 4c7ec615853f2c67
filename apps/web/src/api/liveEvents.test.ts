import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LiveHandlers, listenToEvents } from './liveEvents.ts';

/** A browser's side of a stream, driven by the test. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly made: FakeSource[] = [];
  readyState = 0;

  constructor() {
    super();
    FakeSource.made.push(this);
  }

  tell(event: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeSource);
  FakeSource.made.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function listening() {
  const told: unknown[] = [];
  const handlers: LiveHandlers = {
    onState: ({ id }) => told.push(id),
    onStatus: ({ live }) => told.push(live),
    onOpen: () => told.push('open'),
    onLost: () => told.push('lost'),
  };
  return { told, stop: listenToEvents('/api/v1/events', handlers) };
}

const STATUS = { live: true, since: '2026-11-24T18:00:00.000Z', blind: [] };

test('hands on what it understands', () => {
  const { told } = listening();
  const [source] = FakeSource.made;
  source?.dispatchEvent(new Event('open'));
  source?.tell('status', STATUS);
  source?.tell('status', { live: 'perhaps' });
  source?.tell('news', {});
  expect(told).toEqual(['open', true]);
});

test('leaves it to the browser to come back, and does so itself when that gives up', () => {
  const { told } = listening();
  FakeSource.made[0]?.fail(0);
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.made).toHaveLength(1);
  FakeSource.made[0]?.fail(FakeSource.CLOSED);
  vi.advanceTimersByTime(3_000);
  expect(FakeSource.made).toHaveLength(2);
  FakeSource.made[1]?.tell('status', STATUS);
  expect(told).toEqual(['lost', 'lost', true]);
});

test('is over when it is stopped', () => {
  const { stop } = listening();
  FakeSource.made[0]?.fail(FakeSource.CLOSED);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.made).toHaveLength(1);
});
