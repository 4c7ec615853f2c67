import { createHash, randomUUID } from 'node:crypto';
import {
  type CaptureStore,
  latestFirst,
  type StoredCapture,
  TooLarge,
} from '../store/captureStore.ts';

/** A store without a disk, for tests of what stands on top of one. */
export function memoryStore(now: () => Date): CaptureStore {
  const captures = new Map<string, { readonly meta: StoredCapture; readonly bytes: Uint8Array }>();
  return {
    list: async () => [...captures.values()].map(({ meta }) => meta).sort(latestFirst),
    get: async (id) => captures.get(id)?.meta,
    read: async (id) => captures.get(id)?.bytes,
    async receive(chunks, maxBytes) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) {
        parts.push(chunk);
        if (parts.reduce((sum, part) => sum + part.length, 0) > maxBytes) throw new TooLarge();
      }
      const bytes = new Uint8Array(Buffer.concat(parts));
      return {
        bytes: async () => bytes,
        discard: async () => undefined,
        async accept({ name, fileName }) {
          const meta: StoredCapture = {
            id: randomUUID(),
            name,
            fileName,
            size: bytes.length,
            uploadedAt: now().toISOString(),
            sha256: createHash('sha256').update(bytes).digest('hex'),
          };
          captures.set(meta.id, { meta, bytes });
          return meta;
        },
      };
    },
    async rename(id, name) {
      const capture = captures.get(id);
      if (!capture) return undefined;
      const meta = { ...capture.meta, name };
      captures.set(id, { ...capture, meta });
      return meta;
    },
    remove: async (id) => captures.delete(id),
  };
}
