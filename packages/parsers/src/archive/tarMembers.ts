import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { readAll, streamOf } from './byteStream.ts';
import type { UnpackBudget } from './limits.ts';
import type { Member } from './members.ts';

/**
 * The files and links of a tar. Modes are not looked at: calicoctl stores its files with mode 0.
 * Directories, devices and pipes hold no text and are passed over.
 */
export async function* tarMembers(bytes: Uint8Array, budget: UnpackBudget): AsyncGenerator<Member> {
  // Strict, so that a damaged archive ends here instead of yielding blocks of data as files.
  const entries = streamOf(bytes)
    .pipeThrough(createTarDecoder({ strict: true }))
    .getReader();
  for (;;) {
    const entry = await nextEntry(entries);
    if (entry === 'end') return;
    if (entry === 'broken') {
      yield { kind: 'cut' };
      return;
    }
    const { name, type, linkname } = entry.header;
    if (type === 'symlink' || type === 'link') {
      yield { kind: 'link', name, target: linkname ?? '' };
    }
    if (type !== 'file') {
      await entry.body.cancel();
      continue;
    }
    budget.takeFile();
    const { bytes: body, isCut } = await readAll(entry.body, () => undefined);
    if (isCut) {
      yield { kind: 'cut', name };
      return;
    }
    yield { kind: 'file', name, bytes: body };
  }
}

async function nextEntry(
  reader: ReadableStreamDefaultReader<ParsedTarEntry>,
): Promise<ParsedTarEntry | 'end' | 'broken'> {
  try {
    const { done, value } = await reader.read();
    return done ? 'end' : value;
  } catch {
    return 'broken';
  }
}
