export type MemberText =
  | { readonly kind: 'text'; readonly text: string; readonly isExact: boolean }
  | { readonly kind: 'binary' };

/**
 * A member's text. UTF-8, or UTF-16 where a byte order mark says so (what PowerShell writes);
 * bytes that are neither become U+FFFD and the text is not `isExact`. A NUL byte means binary.
 */
export function memberText(bytes: Uint8Array): MemberText {
  const encoding = encodingByMark(bytes);
  if (encoding === 'utf-8' && bytes.includes(0)) return { kind: 'binary' };
  try {
    return { kind: 'text', text: decode(bytes, encoding, { fatal: true }), isExact: true };
  } catch {
    return { kind: 'text', text: decode(bytes, encoding, {}), isExact: false };
  }
}

function decode(bytes: Uint8Array, encoding: string, options: TextDecoderOptions): string {
  return new TextDecoder(encoding, options).decode(bytes);
}

function encodingByMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
