import * as z from 'zod/mini';

/** What the server tells of the node that it follows: docs/json.md. */
const changedElementsSchema = z.object({ count: z.number(), ids: z.array(z.string()) });

const stateSchema = z.object({
  id: z.string(),
  at: z.string(),
  triggers: z.array(z.object({ kind: z.string(), netns: z.array(z.string()) })),
  changes: z.object({
    added: changedElementsSchema,
    removed: changedElementsSchema,
    changed: changedElementsSchema,
    facts: z.array(z.object({ id: z.string(), facts: z.array(z.string()) })),
  }),
  oldest: z.string(),
});

const statusSchema = z.object({
  live: z.boolean(),
  since: z.string(),
  reason: z.optional(z.string()),
  blind: z.array(z.string()),
});

export type LiveState = z.infer<typeof stateSchema>;
export type LiveStatus = z.infer<typeof statusSchema>;

export interface LiveHandlers {
  readonly onState: (state: LiveState) => void;
  readonly onStatus: (status: LiveStatus) => void;
  readonly onOpen: () => void;
  /** The connection is lost; it is tried again and again. */
  readonly onLost: () => void;
}

const RETRY_MS = 3_000;

/**
 * Listens until the returned function is called. A browser comes back by itself after a break, with
 * the id of the last event; what it gives up on (a server that refuses) is tried anew here.
 */
export function listenToEvents(url: string, handlers: LiveHandlers): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    const opened = new EventSource(url);
    source = opened;
    opened.addEventListener('open', handlers.onOpen);
    opened.addEventListener('error', () => {
      handlers.onLost();
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
    opened.addEventListener('state', ({ data }: MessageEvent<string>) => {
      const state = stateSchema.safeParse(JSON.parse(data));
      if (state.success) handlers.onState(state.data);
    });
    opened.addEventListener('status', ({ data }: MessageEvent<string>) => {
      const status = statusSchema.safeParse(JSON.parse(data));
      if (status.success) handlers.onStatus(status.data);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
