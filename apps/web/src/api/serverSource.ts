import * as z from 'zod/mini';
import { CaptureError, type CaptureSummary, type ServerSource } from './captureSource.ts';
import { listenToEvents } from './liveEvents.ts';
import { NO_SERVER, parseJson, refusalOf, UNEXPECTED } from './refusal.ts';

const BASE = '/api/v1/captures';

const summarySchema = z.object({
  id: z.string(),
  name: z.string(),
  fileName: z.optional(z.string()),
  size: z.optional(z.number()),
  uploadedAt: z.optional(z.string()),
  readOnly: z.boolean(),
  hasOriginal: z.boolean(),
  live: z.optional(z.literal(true)),
  capturedAt: z.optional(z.string()),
});

const listSchema = z.object({ captures: z.array(summarySchema) });

/** Captures of the server that served this page. */
export function serverSource(): ServerSource {
  return {
    mode: 'server',
    list: async () => read(listSchema, await json(await call(BASE))).captures,
    origin: (id) => ({ kind: 'url', url: new URL(urlOf(id, 'files'), window.location.href).href }),
    upload,
    rename: async (id, name) => {
      await call(urlOf(id), {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
    },
    remove: async (id) => {
      await call(urlOf(id), { method: 'DELETE' });
    },
    originalUrl: (id) => urlOf(id, 'original'),
    exportPage: async (id, keepsakes) => {
      const response = await call(urlOf(id, 'export'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(keepsakes),
      });
      return response.blob();
    },
    follow: (handlers) => listenToEvents('/api/v1/events', handlers),
    lookAgain: async () => {
      await call('/api/v1/live/look', { method: 'POST' });
    },
  };
}

function urlOf(id: string, part?: 'files' | 'original' | 'export'): string {
  const capture = `${BASE}/${encodeURIComponent(id)}`;
  return part === undefined ? capture : `${capture}/${part}`;
}

async function call(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch(() => {
    throw new CaptureError(NO_SERVER);
  });
  if (response.ok) return response;
  throw refusalOf(response.status, await response.text());
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => {
    throw new CaptureError('The server answered with something that is not JSON.');
  });
}

/** `fetch` tells nothing about what was sent, `XMLHttpRequest` does. */
function upload(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<CaptureSummary> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${BASE}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    });
    request.addEventListener('error', () =>
      reject(new CaptureError('The upload broke off: the server does not answer.')),
    );
    request.addEventListener('load', () => {
      if (request.status < 200 || request.status >= 300) {
        reject(refusalOf(request.status, request.responseText));
        return;
      }
      const summary = summarySchema.safeParse(parseJson(request.responseText));
      if (summary.success) resolve(summary.data);
      else reject(new CaptureError(UNEXPECTED));
    });
    request.addEventListener('abort', () => reject(signal.reason));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function read<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw new CaptureError(`The server answered with something unexpected${where}.`);
}
