import { gzipSync } from 'node:zlib';
import { compareText } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { packTar } from 'modern-tar';

/**
 * A bundle's files as .tar.gz, the same bytes for the same files: sorted, all of them as old as
 * the capture, nobody's. manifest.json comes last, which is what says that a bundle is whole.
 */
export async function packBundle({ files }: CaptureFiles, started: Date): Promise<Uint8Array> {
  const inOrder = [...files].sort(
    (a, b) =>
      Number(isManifest(a.path)) - Number(isManifest(b.path)) || compareText(a.path, b.path),
  );
  const tar = await packTar(
    inOrder.map(({ path, text }) => {
      const body = new TextEncoder().encode(text);
      const owner = { uid: 0, gid: 0, mode: 0o644 };
      return { header: { name: path, size: body.length, mtime: started, ...owner }, body };
    }),
  );
  const packed = gzipSync(tar);
  // The operating system that packed it (RFC 1952): unknown.
  packed[9] = 255;
  return packed;
}

/** In the bundle's own folder, no deeper: a namespace can have any name. */
export function isManifest(path: string): boolean {
  return /^(\.\/)?[^/]+\/manifest\.json$/.test(path);
}
