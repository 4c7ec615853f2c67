import type { Secret } from '../secret.ts';

/** How many digits tools show of an id: Docker 12, crictl 13. */
const SHOWN_LENGTHS = [12, 13];

/**
 * Container, sandbox and image ids: hexadecimal as before, and a shortened id is still the beginning
 * of the whole one.
 */
export class IdTokens {
  readonly #secret: Secret;
  readonly #replaced = new Map<string, string>();

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  /** `id`: 12 to 128 lower case hexadecimal digits. */
  id(id: string): string {
    const known = this.#replaced.get(id);
    if (known !== undefined) return known;
    let token = '';
    for (const shown of [...SHOWN_LENGTHS, id.length]) {
      const head = id.slice(0, shown);
      const wanted = head.length - token.length;
      if (wanted > 0) token += this.#digits(head, wanted);
    }
    this.#replaced.set(id, token);
    return token;
  }

  get size(): number {
    return this.#replaced.size;
  }

  #digits(text: string, length: number): string {
    const digits = this.#secret.hex('id', text, length);
    return digits.length < length ? digits + this.#digits(`${text}+`, length - 64) : digits;
  }
}
