export type MemberText =
  | { readonly kind: 'text'; readonly text: string; readonly isExact: boolean }
  | { readonly kind: 'binary' };

/**
 * A member's text. UTF-8, or UTF-16 where a byte order mark says so (what PowerShell writes);
 * bytes that are neither become U+FFFD and the text is not `isExact`. NUL bytes mean binary, but
 * for the holes that a crash leaves in a log: between them everything is plain text.
 */
export function memberText(bytes: Uint8Array): MemberText {
  const encoding = encodingByMark(bytes);
  if (encoding === 'utf-8' && bytes.includes(0)) return textWithHoles(bytes);
  try {
    return { kind: 'text', text: decode(bytes, encoding, { fatal: true }), isExact: true };
  } catch {
    return { kind: 'text', text: decode(bytes, encoding, {}), isExact: false };
  }
}

/** Holes are few; UTF-16 without a mark has one at every other place. */
const TEXT_PER_HOLE = 50;

function textWithHoles(bytes: Uint8Array): MemberText {
  const parts = (decoded(bytes) ?? '').split('\0').filter((part) => part !== '');
  const plain = parts.join('');
  const isPlain = plain.length > parts.length * TEXT_PER_HOLE && !hasControls(plain);
  return isPlain
    ? { kind: 'text', text: parts.join('\uFFFD'), isExact: false }
    : { kind: 'binary' };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decode(bytes, 'utf-8', { fatal: true });
  } catch {
    return undefined;
  }
}

/** Other than what a terminal is sent: tab, line ends, bell, backspace, form feed, escape. */
function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 7 || (code > 13 && code < 32 && code !== 27)) return true;
  }
  return false;
}

function decode(bytes: Uint8Array, encoding: string, options: TextDecoderOptions): string {
  return new TextDecoder(encoding, options).decode(bytes);
}

function encodingByMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
