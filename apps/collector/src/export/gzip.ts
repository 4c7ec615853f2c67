import { gzipSync } from 'node:zlib';

/** Packed and as text; the same bytes in give the same text. */
export function gzipBase64(text: string): string {
  const packed = gzipSync(text, { level: 9 });
  // RFC 1952: byte 9 names the system that packed it; 255 is "unknown", the same everywhere.
  packed[9] = 255;
  return packed.toString('base64');
}
