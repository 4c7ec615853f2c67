import type { Secret } from '../secret.ts';

/** What a name is of; a token begins with it: `pod-3f2a`. */
export type NameKind =
  | 'node'
  | 'netns'
  | 'ns'
  | 'app'
  | 'pod'
  | 'svc'
  | 'port'
  | 'slice'
  | 'ctr'
  | 'if'
  | 'chain'
  | 'set'
  | 'zone'
  | 'note'
  | 'file'
  | 'word';

/** A token for each name: the same for the same name, another for another. */
export class NameTokens {
  readonly #secret: Secret;
  readonly #tokens = new Map<string, { readonly token: string; readonly kind: NameKind }>();
  readonly #taken = new Set<string>();

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  /** The token that the name has; where it has none yet, one of this kind. */
  token(kind: NameKind, name: string): string {
    const known = this.#tokens.get(name);
    if (known) return known.token;
    const token = this.#free(name, (digits) => `${kind}-${digits}`);
    this.#tokens.set(name, { token, kind });
    return token;
  }

  /** One that looks otherwise: `shape` puts the digits where they belong. */
  shaped(kind: NameKind, name: string, shape: (digits: string) => string): string {
    const known = this.#tokens.get(name);
    if (known) return known.token;
    const token = this.#free(name, shape);
    this.#tokens.set(name, { token, kind });
    return token;
  }

  /** Gives a name this token, unless another name has it. */
  claim(kind: NameKind, name: string, token: string): boolean {
    if (this.#taken.has(token)) return false;
    this.#taken.add(token);
    this.#tokens.set(name, { token, kind });
    return true;
  }

  /** How many names were replaced, by kind. */
  counts(): ReadonlyMap<NameKind, number> {
    const counts = new Map<NameKind, number>();
    for (const { kind } of this.#tokens.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
  }

  /** Longer where the short one is taken. */
  #free(name: string, shape: (digits: string) => string): string {
    for (let length = 4; ; length = Math.min(length + 2, 64)) {
      const token = shape(this.#secret.hex('name', name, length));
      if (this.#taken.has(token) && length < 64) continue;
      this.#taken.add(token);
      return token;
    }
  }
}
