import { compareText, type Evidence } from '../evidence.ts';
import type { FactKind } from '../snapshot/snapshot.ts';
import type { RecordKind } from './recordChange.ts';

/** One record, ready to be held against what another capture shows under the same name. */
export interface RecordEntry {
  readonly kind: RecordKind;
  /** A capture that holds this kind and not the record says that there is no such record. */
  readonly settledBy: FactKind;
  readonly place?: string;
  /** What names it in its place. Records of the same name are told apart by what they say. */
  readonly key: string;
  /** Words that stand in front, whatever changed. */
  readonly head: string;
  /** What it says, in the order it is shown. Undefined: the output does not tell; `''`: none. */
  readonly facts: Readonly<Record<string, string | undefined>>;
  readonly evidence: readonly Evidence[];
}

/** All that it says in one line, or only the facts named. */
export function entryText({ head, facts }: RecordEntry, only?: ReadonlySet<string>): string {
  const words = Object.entries(facts).flatMap(([name, word]) =>
    word === undefined || (only && !only.has(name)) ? [] : [word],
  );
  return [head, ...words].filter((word) => word !== '').join(' ');
}

/** Names of the facts that both captures tell, and tell differently. */
export function differingFacts(before: RecordEntry, after: RecordEntry): ReadonlySet<string> {
  return new Set(
    Object.keys(before.facts).filter((name) => {
      const [old, now] = [before.facts[name], after.facts[name]];
      return old !== undefined && now !== undefined && old !== now;
    }),
  );
}

/** `mtu 1500`; undefined where the output does not tell. */
export function word(name: string, value: string | number | boolean | undefined) {
  return value === undefined ? undefined : `${name} ${value}`;
}

/** `a,b`, whatever order the output has them in; `''` where there are none. */
export function list(name: string, values: readonly string[] | undefined): string | undefined {
  if (values === undefined) return undefined;
  return values.length === 0 ? '' : `${name} ${[...values].sort(compareText).join(',')}`;
}

/** `nfCallIptables: true` → `nf_call_iptables true`: the names of `ip -j`. Without what is absent. */
export function plainFacts(record: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
      const label = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return value === undefined ? [] : [[label, `${label} ${plainText(value)}`]];
    }),
  );
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(',');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(plainFacts(value)).join(' ');
}
