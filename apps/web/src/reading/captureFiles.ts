import type { CaptureFiles } from '@vethscope/parsers';
import type * as z from 'zod/mini';
import { captureFilesListSchema, captureFilesSchema } from '../api/captureFilesSchema.ts';
import { CaptureError, type Origin } from '../api/captureSource.ts';
import { NO_SERVER, refusalOf, UNEXPECTED } from '../api/refusal.ts';

/** The files of one node, as soon as they are here. */
export interface ComingCapture {
  readonly capture: CaptureFiles;
  readonly isOneOfSeveral: boolean;
  /** Where it begins and ends in all that comes: shares, 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/** In bytes; `of` is absent where the server does not say. */
export type OnFetched = (done: number, of: number | undefined) => void;

/** Node after node. Throws `CaptureError`. */
export function comingCaptures(
  origin: Origin,
  onFetched: OnFetched,
): AsyncGenerator<ComingCapture, void> {
  return origin.kind === 'url' ? fetchCaptures(origin.url, onFetched) : unpackCaptures(origin.data);
}

/** What the server says of the unpacked length: packed answers have none of their own. */
const LENGTH_HEADER = 'x-unpacked-length';

/** The server writes `[`, a line for each node, and `]`. */
async function* fetchCaptures(
  url: string,
  onFetched: OnFetched,
): AsyncGenerator<ComingCapture, void> {
  const response = await fetch(url).catch(() => {
    throw new CaptureError(NO_SERVER);
  });
  if (!response.ok) throw refusalOf(response.status, await response.text());
  const of = Number(response.headers.get(LENGTH_HEADER)) || undefined;
  let done = 0;
  let last = '';
  let isOneOfSeveral = false;
  for await (const line of linesOf(response, (bytes) => onFetched(bytes, of))) {
    last = line;
    if (line === '[' || line === ']') continue;
    const hasNext = line.endsWith(',');
    isOneOfSeveral ||= hasNext;
    const capture = parsed(captureFilesSchema, hasNext ? line.slice(0, -1) : line, UNEXPECTED);
    const from = done;
    done += line.length;
    const all = Math.max(of ?? 0, done);
    yield { capture, isOneOfSeveral, from: from / all, to: done / all };
  }
  if (last !== ']') throw new CaptureError(BROKEN_OFF);
}

const BROKEN_OFF = 'The capture came only in part: the connection broke off.';

async function* linesOf(
  { body }: Response,
  onBytes: (done: number) => void,
): AsyncGenerator<string, void> {
  if (!body) return;
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let begun: string[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = await reader.read().catch(() => {
      throw new CaptureError(BROKEN_OFF);
    });
    if (chunk.done) break;
    bytes += chunk.value.byteLength;
    onBytes(bytes);
    const [first = '', ...more] = decoder.decode(chunk.value, { stream: true }).split('\n');
    begun.push(first);
    for (const next of more) {
      yield begun.join('');
      begun = [next];
    }
  }
}

/** The files that an exported page holds. */
async function* unpackCaptures(base64: string): AsyncGenerator<ComingCapture, void> {
  const captures = await unpackFiles(base64);
  const of = captures.length;
  for (const [at, capture] of captures.entries()) {
    yield { capture, isOneOfSeveral: of > 1, from: at / of, to: (at + 1) / of };
  }
}

async function unpackFiles(base64: string): Promise<readonly CaptureFiles[]> {
  const damaged = 'The capture in this page is damaged.';
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return parsed(captureFilesListSchema, await new Response(stream).text(), damaged);
  } catch {
    throw new CaptureError(damaged);
  }
}

function parsed<T>(schema: z.ZodMiniType<T>, text: string, otherwise: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CaptureError(otherwise);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new CaptureError(otherwise);
  return result.data;
}
