import { createServer } from 'node:http';
import { connect } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type EventStream, type EventStreamOptions, openEventStream } from './eventStream.ts';
import type { LiveEvent } from './liveEvents.ts';

const status = (reason: string): LiveEvent => ({
  event: 'status',
  data: { live: false, since: '2026-11-24T18:00:00.000Z', reason, blind: [] },
});

async function streaming(options: Partial<EventStreamOptions> = {}) {
  const events = openEventStream({ session: 's', present: () => [status('present')], ...options });
  const app = express();
  app.get('/', (request, response) => events.open(request, response));
  app.use(((error, _request, response, _next) => {
    response.status(error.status).end();
  }) as express.ErrorRequestHandler);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    events.close();
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  return { events, port, connections };
}

/** Reads on until something has come. */
async function reader(port: number, lastEventId?: string) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    signal: ending.signal,
    ...(lastEventId !== undefined && { headers: { 'last-event-id': lastEventId } }),
  });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  const reasons = () => [...text.matchAll(/"reason":"([^"]*)"/g)].map(([, reason]) => reason);
  const told = (...expected: readonly string[]) =>
    vi.waitFor(() => expect(reasons()).toEqual(expected), 5000);
  return { response, told, text: () => text, ended: reading, leave: () => ending.abort() };
}

test('tells a new reader what is, and then what comes, each event with an id', async () => {
  const { events, port } = await streaming();
  const { response, told, text } = await reader(port);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  await told('present');
  events.publish(status('first'));
  await told('present', 'first');
  expect(text()).toContain('retry: 1000\n\n');
  expect(text()).toMatch(/id: s-1\nevent: status\ndata: \{.*\}\n\n$/);
});

test.each([
  { name: 'who missed two', lastId: 's-1', reasons: ['second', 'third'] },
  { name: 'who missed nothing', lastId: 's-3', reasons: [] },
  { name: 'of another server', lastId: 'r-1', reasons: ['present'] },
  { name: 'with nonsense', lastId: 's-99', reasons: ['present'] },
])('goes on for a reader $name', async ({ lastId, reasons }) => {
  const { events, port } = await streaming();
  for (const reason of ['first', 'second', 'third']) events.publish(status(reason));
  const { told } = await reader(port, lastId);
  await told(...reasons);
  events.publish(status('fourth'));
  await told(...reasons, 'fourth');
});

test('lets a reader go that does not read, and nobody else notices', async () => {
  const { events, port, connections } = await streaming({ maxWaiting: 100_000 });
  const slow = connect(port, '127.0.0.1');
  onTestFinished(() => {
    slow.destroy();
  });
  slow.pause();
  slow.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const { text, told } = await reader(port);
  await told('present');
  await vi.waitFor(async () => expect(await connections()).toBe(2), 5000);
  // The kernel holds some megabytes for a connection; what is beyond waits in the server.
  const long = status('x'.repeat(50_000));
  while ((await connections()) === 2) {
    const before = text().length;
    events.publish(long);
    while (text().length < before + 50_000) await new Promise(setImmediate);
  }
  events.publish(status('last'));
  await vi.waitFor(() => expect(text()).toContain('"reason":"last"'), 5000);
});

test('takes no more readers than it can serve, and one more when one leaves', async () => {
  const { port } = await streaming({ maxReaders: 1 });
  const first = await reader(port);
  expect((await reader(port)).response.status).toBe(503);
  first.leave();
  await vi.waitFor(async () => expect((await reader(port)).response.status).toBe(200), 5000);
});

test('ends the streams when the server stops', async () => {
  const { events, port } = await streaming();
  const { ended, told } = await reader(port);
  await told('present');
  events.close();
  await ended;
});

test('sends something from time to time, so that a dead connection is noticed', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const written: string[] = [];
  const events: EventStream = openEventStream({ session: 's', present: () => [] });
  const response = {
    status: () => response,
    set: () => response,
    write: (text: string) => written.push(text),
    on: () => response,
    end: () => response,
    writableLength: 0,
  };
  events.open({ get: () => undefined } as never, response as never);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(written.filter((text) => text.startsWith(':'))).toHaveLength(2);
  events.close();
});
