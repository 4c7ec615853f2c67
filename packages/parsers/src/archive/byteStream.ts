/** Small enough that what a damaged stream gave before its end is handed on. */
const CHUNK_BYTES = 64 * 1024;

export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (position >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(position, position + CHUNK_BYTES));
      position += CHUNK_BYTES;
    },
  });
}

export interface ReadBytes {
  readonly bytes: Uint8Array;
  /** The stream broke off: `bytes` is what came before. */
  readonly isCut: boolean;
}

/**
 * Reads a stream to its end, or to where it breaks. `take` is told of every chunk before it is
 * kept; what it throws ends the reading and is thrown on.
 */
export async function readAll(
  stream: ReadableStream<Uint8Array>,
  take: (count: number) => void,
): Promise<ReadBytes> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await nextChunk(reader);
    if (chunk === 'broken') return { bytes: joined(chunks), isCut: true };
    if (chunk === 'end') return { bytes: joined(chunks), isCut: false };
    try {
      take(chunk.length);
    } catch (error) {
      await reader.cancel().catch(() => undefined);
      throw error;
    }
    chunks.push(chunk);
  }
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array | 'end' | 'broken'> {
  try {
    const { done, value } = await reader.read();
    return done ? 'end' : value;
  } catch {
    return 'broken';
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only) return only;
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
