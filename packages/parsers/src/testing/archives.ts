import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';

/** Archives for tests: files by name, in the order given. */
export function tarOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  mode = 0o644,
): Promise<Uint8Array> {
  return packTar(
    Object.entries(files).map(([name, content]) => {
      const body = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { header: { name, size: body.length, mode, mtime: new Date(0) }, body };
    }),
  );
}

export function gzip(bytes: Uint8Array | string): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}
