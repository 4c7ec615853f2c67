import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CaptureFiles } from '@vethscope/parsers';

/** Keyed hashes that nobody can compute who does not have all of the captured text. */
export class Secret {
  readonly #keyed: ReturnType<typeof hmac.create>;

  constructor(key: Uint8Array) {
    this.#keyed = hmac.create(sha256, key);
  }

  /** 32 bytes; `domain` keeps the uses of one text apart. */
  bytes(domain: string, text: string): Uint8Array {
    return this.#keyed
      .clone()
      .update(utf8ToBytes(`${domain}\0${text}`))
      .digest();
  }

  /** At most 64 lower case hexadecimal digits. */
  hex(domain: string, text: string, length: number): string {
    return bytesToHex(this.bytes(domain, text)).slice(0, length);
  }

  /** At most 32 characters of an alphabet of 2 to 256. */
  letters(domain: string, text: string, length: number, alphabet: string): string {
    const bytes = this.bytes(domain, text).slice(0, length);
    return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
  }

  /** Another secret for each number. */
  numbered(number: number): Secret {
    return new Secret(this.bytes('numbered', String(number)));
  }
}

/**
 * The secret of these captures: a hash of all their text. So the same captures always give the same
 * tokens, and guessing a token's value means to guess the whole of the captures first.
 */
export function secretOf(captures: readonly CaptureFiles[]): Secret {
  const hash = sha256.create();
  for (const { name, files } of captures) {
    hash.update(sha256(utf8ToBytes(name)));
    for (const { path, text } of files) {
      hash.update(sha256(utf8ToBytes(path))).update(sha256(utf8ToBytes(text)));
    }
  }
  return new Secret(hash.digest());
}
