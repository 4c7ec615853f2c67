import type { RedactionReason } from '@vethscope/parsers';
import type { NameKind } from './names/nameTokens.ts';

/** What was done to the captures, without anything of what was in them. */
export interface RedactionReport {
  /** By kind, how many different values have got a token; kinds without any are left out. */
  readonly replaced: readonly { readonly kind: ReplacedKind; readonly values: number }[];
  /** What was left out, by file as it is named now. */
  readonly dropped: readonly DroppedPart[];
}

export type ReplacedKind = 'address' | 'mac' | 'id' | NameKind;

export interface DroppedPart {
  readonly file: string;
  readonly count: number;
  readonly what: Dropped;
}

/** Reads on from a number: `3 lines not understood`. */
export type Dropped =
  | RedactionReason
  | 'lines around the outputs'
  | 'lines without facts'
  | 'fields not read';

/** Counts what is left out of each file. */
export class Drops {
  readonly #parts = new Map<string, DroppedPart>();

  add(file: string, count: number, what: Dropped): void {
    if (count === 0) return;
    const key = `${file}\0${what}`;
    const before = this.#parts.get(key)?.count ?? 0;
    this.#parts.set(key, { file, count: before + count, what });
  }

  list(): readonly DroppedPart[] {
    return [...this.#parts.values()];
  }
}
