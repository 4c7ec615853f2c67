import { createGunzip } from 'node:zlib';
import type { CaptureFile } from '@vethscope/parsers';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { isManifest } from './packBundle.ts';

/** What a stream of bytes turned out to be. */
export type BundleVerdict =
  | WholeBundle
  | { readonly kind: 'nothing' }
  /** No gzip: `beginning` is how it starts, for a person to recognize. */
  | { readonly kind: 'noArchive'; readonly beginning: string }
  /** It breaks off, or is damaged; `lastMember` is still whole. */
  | { readonly kind: 'cut'; readonly lastMember?: string }
  /** A proper archive, but the capture did not come to its end: the manifest is written last. */
  | { readonly kind: 'noManifest'; readonly lastMember?: string }
  | { readonly kind: 'hugeManifest' };

export interface WholeBundle {
  readonly kind: 'whole';
  readonly manifest: CaptureFile;
  readonly packedBytes: number;
}

/** Looks at a bundle as it streams by, and keeps nothing of it but the manifest. */
export interface BundleCheck {
  /** Resolves once there is room for more; `over` where more would change nothing. */
  take(chunk: Uint8Array): Promise<'goOn' | 'over'>;
  finish(): Promise<BundleVerdict>;
}

/** 250 namespaces with 20 commands each have a manifest of about 1 MiB. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
const BEGINNING_BYTES = 80;

export function bundleCheck(): BundleCheck {
  const gunzip = createGunzip();
  // Strict, so that damaged data is no member.
  const tar = createTarDecoder({ strict: true });
  feed(tar.writable, gunzip);
  const members = readMembers(tar.readable);
  let release = () => {};
  gunzip.once('close', () => release());
  let packedBytes = 0;
  let beginning = Buffer.alloc(0);
  return {
    take(chunk) {
      packedBytes += chunk.length;
      if (beginning.length < BEGINNING_BYTES) {
        beginning = Buffer.concat([beginning, chunk.subarray(0, BEGINNING_BYTES)]);
      }
      return new Promise((resolve) => {
        // After an error it does not call back.
        release = () => resolve('over');
        if (gunzip.destroyed) release();
        else gunzip.write(chunk, () => resolve('goOn'));
      });
    },
    async finish() {
      gunzip.end();
      const read = await members;
      if (packedBytes === 0) return { kind: 'nothing' };
      if (beginning[0] !== 0x1f || beginning[1] !== 0x8b) {
        const [line = ''] = beginning.toString().trim().split('\n');
        return { kind: 'noArchive', beginning: line };
      }
      return read.kind === 'whole' ? { ...read, packedBytes } : read;
    },
  };
}

/** A chunk at a time, so that no more is unpacked than is looked at. Never rejects. */
async function feed(
  tar: WritableStream<Uint8Array>,
  unpacked: AsyncIterable<Uint8Array>,
): Promise<void> {
  const writer = tar.getWriter();
  try {
    for await (const chunk of unpacked) await writer.write(chunk);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
  }
}

type ReadMembers =
  | Omit<WholeBundle, 'packedBytes'>
  | Extract<BundleVerdict, { readonly kind: 'cut' | 'noManifest' | 'hugeManifest' }>;

/** Never rejects. */
async function readMembers(entries: ReadableStream<ParsedTarEntry>): Promise<ReadMembers> {
  let lastMember: { readonly lastMember?: string } = {};
  let manifest: CaptureFile | undefined;
  try {
    const reader = entries.getReader();
    for (;;) {
      const { done, value: entry } = await reader.read();
      if (done) break;
      const { name, size } = entry.header;
      manifest = undefined;
      if (!isManifest(name)) {
        await passOver(entry.body);
      } else if (size > MAX_MANIFEST_BYTES) {
        await reader.cancel();
        return { kind: 'hugeManifest' };
      } else {
        manifest = { path: name, text: await textOf(entry.body) };
      }
      lastMember = { lastMember: name };
    }
  } catch {
    return { kind: 'cut', ...lastMember };
  }
  return manifest === undefined
    ? { kind: 'noManifest', ...lastMember }
    : { kind: 'whole', manifest };
}

/** Read, not cancelled: modern-tar 0.8.6 then loses the body of the member behind it. */
async function passOver(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader();
  while (!(await reader.read()).done);
}

async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
