import { type Ip, parseIp } from '@vethscope/model';
import { fieldAt } from '../../source/jsonFields.ts';

/** Named values of one output, whether they came as words or as JSON. */
export interface Attributes {
  /** The value of the first of these names that is there. */
  readonly value: (...names: readonly string[]) => string | undefined;
  /** The word is there, or in JSON the name is `true`. */
  readonly has: (name: string) => boolean;
}

/**
 * `id 4096 local 10.0.0.11 dev eth1 … nolearning`: a name, then its value. A list in angle brackets
 * goes by the name `flags`, as it does in JSON.
 */
export function attributesOfWords(words: readonly string[]): Attributes {
  return {
    value: (...names) => {
      for (const name of names) {
        const at = words.indexOf(name);
        if (at >= 0) return words[at + 1];
      }
      return names.includes('flags') ? flagsIn(words) : undefined;
    },
    has: (name) => words.includes(name),
  };
}

function flagsIn(words: readonly string[]): string | undefined {
  return words.find((word) => /^<.*>$/.test(word))?.slice(1, -1);
}

/** `{ "id": 4096, "local": "10.0.0.11", "learning": false, "flags": ["REORDER_HDR"] }`. */
export function attributesOfJson(data: unknown): Attributes {
  return {
    value: (...names) => {
      const found = names.map((name) => fieldAt(data, name)).find((field) => field !== undefined);
      if (Array.isArray(found)) return found.join(',');
      return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
    },
    has: (name) => fieldAt(data, name) === true,
  };
}

/** A number without a sign, decimal or `0x…`; `undefined` for anything else. */
export function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^(\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : undefined;
}

/** `any` is no address. */
export function ipOf(text: string | undefined): Ip | undefined {
  return text === undefined ? undefined : parseIp(text);
}

export function switchOf(text: string | undefined): boolean | undefined {
  if (text === 'on' || text === '1' || text === 'true') return true;
  if (text === 'off' || text === '0' || text === 'false') return false;
  return undefined;
}

/** The fields that have a value. What an output does not say is absent from its record. */
export function known<T extends object>(fields: T): Known<T> {
  const kept: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  // The compiler cannot tell which keys are left; the condition is what `Known` says.
  return kept as unknown as Known<T>;
}

type Known<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
