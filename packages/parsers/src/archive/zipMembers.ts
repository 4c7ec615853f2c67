import { type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { Refused, type UnpackBudget } from './limits.ts';
import type { Member } from './members.ts';
import { salvagedMembers } from './salvagedMembers.ts';

/** The files and links of a zip; what a zip without its directory still gives, where it was cut. */
export async function* zipMembers(bytes: Uint8Array, budget: UnpackBudget): AsyncGenerator<Member> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const entries = await reader.getEntries().catch(() => undefined);
  if (entries === undefined) {
    yield* salvagedMembers(bytes, budget);
    return;
  }
  for (const entry of entries) {
    if (entry.directory) continue;
    budget.takeFile();
    yield await readEntry(entry, budget);
  }
}

async function readEntry(entry: FileEntry, budget: UnpackBudget): Promise<Member> {
  const name = entry.filename;
  if (entry.encrypted) return { kind: 'unreadable', name, reason: 'it is encrypted' };
  const chunks: Uint8Array[] = [];
  let refused: Refused | undefined;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      try {
        budget.takeBytes(chunk.length);
      } catch (error) {
        if (error instanceof Refused) refused = error;
        throw error;
      }
      chunks.push(chunk.slice());
    },
  });
  try {
    await entry.getData(sink, { checkSignature: true });
  } catch {
    // The sink's own refusal ends the whole archive; anything else is this entry's trouble.
    if (refused) throw refused;
    return {
      kind: 'unreadable',
      name,
      reason: 'its data is damaged or packed by an unknown method',
    };
  }
  const bytes = await new Blob(chunks.map((chunk) => new Uint8Array(chunk))).arrayBuffer();
  if (entry.symlink) return { kind: 'link', name, target: new TextDecoder().decode(bytes) };
  return { kind: 'file', name, bytes: new Uint8Array(bytes) };
}
