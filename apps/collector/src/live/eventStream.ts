import type { Request, Response } from 'express';
import { ApiError } from '../api/apiError.ts';
import type { LiveEvent } from './liveEvents.ts';

/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface EventStream {
  readonly publish: (event: LiveEvent) => void;
  /** Answers with the stream. Throws a 503 when there are too many readers. */
  readonly open: (request: Request, response: Response) => void;
  /** Ends all streams. */
  readonly close: () => void;
}

export interface EventStreamOptions {
  /** Ids of another server's events mean nothing here. */
  readonly session: string;
  /** What a reader has to know who knows nothing yet. */
  readonly present: () => readonly LiveEvent[];
  readonly maxReaders?: number;
  /** Bytes that wait for one reader, beyond what the kernel holds; above it is let go. */
  readonly maxWaiting?: number;
}

const RECONNECT_MS = 1_000;
const HEARTBEAT_MS = 15_000;
/** Events that a reader may have missed and still be told. */
const MAX_LOG = 200;

export function openEventStream({
  session,
  present,
  maxReaders = 64,
  maxWaiting = 1024 * 1024,
}: EventStreamOptions): EventStream {
  const readers = new Set<Response>();
  let log: readonly string[] = [];
  let published = 0;

  const send = (reader: Response, text: string) => {
    // One that does not read is let go: its browser comes back and asks for what it missed.
    if (reader.writableLength + text.length > maxWaiting) reader.destroy();
    else reader.write(text);
  };
  const heartbeat = setInterval(() => {
    for (const reader of readers) send(reader, ': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const idOf = (n: number) => `${session}-${n}`;

  /** What came after `lastId`; `undefined`: that cannot be told any more. */
  const missedSince = (lastId: string | undefined): readonly string[] | undefined => {
    const [, of, n] = /^(.*)-(\d+)$/.exec(lastId ?? '') ?? [];
    const missed = published - Number(n);
    return of === session && missed >= 0 && missed <= log.length
      ? log.slice(log.length - missed)
      : undefined;
  };

  return {
    publish(event) {
      published++;
      const text = eventText(event, idOf(published));
      log = [...log, text].slice(-MAX_LOG);
      for (const reader of readers) send(reader, text);
    },
    open(request, response) {
      if (readers.size >= maxReaders) {
        throw new ApiError(503, `${maxReaders} pages follow this node already: close one of them`);
      }
      response.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        // Some proxies keep back what they take for a page that is not complete.
        'X-Accel-Buffering': 'no',
      });
      response.write(`retry: ${RECONNECT_MS}\n\n`);
      const missed = missedSince(request.get('last-event-id'));
      const texts = missed ?? present().map((event) => eventText(event, idOf(published)));
      for (const text of texts) response.write(text);
      readers.add(response);
      response.on('close', () => readers.delete(response));
    },
    close() {
      clearInterval(heartbeat);
      for (const reader of readers) reader.end();
      readers.clear();
    },
  };
}

/** JSON has no line breaks, so the data is one line. */
function eventText({ event, data }: LiveEvent, id: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
