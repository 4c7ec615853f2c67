import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** POSIX.1-2017, pax, "ustar Interchange Format": `ustar` at 257. */
const MAGIC = Buffer.from('ustar');
const MAGIC_AT = 257;
const NEEDED = MAGIC_AT + MAGIC.length;

/** A node without gzip sends a plain tar: that is packed here. All else passes as it is. */
export async function* gzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    let beginning = Buffer.alloc(0);
    while (beginning.length < NEEDED) {
      const { done, value } = await iterator.next();
      if (done === true) break;
      beginning = Buffer.concat([beginning, value]);
    }
    const whole = withBeginning(beginning, iterator);
    yield* beginning.subarray(MAGIC_AT, NEEDED).equals(MAGIC)
      ? Readable.from(whole).compose<Readable>(createGzip())
      : whole;
  } finally {
    await iterator.return?.();
  }
}

async function* withBeginning(
  beginning: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (beginning.length > 0) yield beginning;
  for (;;) {
    const { done, value } = await rest.next();
    if (done === true) return;
    yield value;
  }
}
