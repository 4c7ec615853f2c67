import { XzReadableStream } from 'xz-decompress';
import { type ReadBytes, readAll, streamOf } from './byteStream.ts';
import type { UnpackBudget } from './limits.ts';

/** Unpacks a compressed file as far as it goes, within the budget. */
export function inflate(
  bytes: Uint8Array,
  kind: 'gzip' | 'xz',
  budget: UnpackBudget,
): Promise<ReadBytes> {
  const packed = streamOf(bytes);
  const stream =
    kind === 'gzip'
      ? packed.pipeThrough(new DecompressionStream('gzip'))
      : new XzReadableStream(packed);
  return readAll(stream, (count) => budget.takeBytes(count));
}
