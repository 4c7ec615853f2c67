import type { CaptureFiles } from '@vethscope/parsers';
import { captureFilesListSchema } from '../api/captureFilesSchema.ts';
import { CaptureError } from '../api/captureSource.ts';
import { NO_SERVER, refusalOf, UNEXPECTED } from '../api/refusal.ts';

/** What the server says of the unpacked length: packed answers have none of their own. */
const LENGTH_HEADER = 'x-unpacked-length';

/** The files that a server has at `url`; `onProgress` hears of bytes. Throws `CaptureError`. */
export async function fetchFiles(
  url: string,
  onProgress: (done: number, of: number | undefined) => void,
): Promise<readonly CaptureFiles[]> {
  const response = await fetch(url).catch(() => {
    throw new CaptureError(NO_SERVER);
  });
  if (!response.ok) throw refusalOf(response.status, await response.text());
  const of = Number(response.headers.get(LENGTH_HEADER)) || undefined;
  const text = await textOf(response, (done) => onProgress(done, of));
  return parseFiles(text, UNEXPECTED);
}

async function textOf(response: Response, onBytes: (done: number) => void): Promise<string> {
  if (!response.body) return response.text();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let done = 0;
  const reader = response.body.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      done += chunk.value.byteLength;
      parts.push(decoder.decode(chunk.value, { stream: true }));
      onBytes(done);
    }
  } catch {
    throw new CaptureError('The capture came only in part: the connection broke off.');
  }
  parts.push(decoder.decode());
  return parts.join('');
}

/** The files that an exported page holds. Throws `CaptureError`. */
export async function unpackFiles(base64: string): Promise<readonly CaptureFiles[]> {
  const damaged = 'The capture in this page is damaged.';
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return parseFiles(await new Response(stream).text(), damaged);
  } catch {
    throw new CaptureError(damaged);
  }
}

function parseFiles(text: string, otherwise: string): readonly CaptureFiles[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CaptureError(otherwise);
  }
  const files = captureFilesListSchema.safeParse(value);
  if (!files.success) throw new CaptureError(otherwise);
  return files.data;
}
