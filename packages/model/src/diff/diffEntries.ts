import { compareText, uniqueEvidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import type { FactKind } from '../snapshot/snapshot.ts';
import type { Incomparable, RecordChange, RecordSide } from './recordChange.ts';
import { differingFacts, entryText, type RecordEntry } from './recordEntry.ts';

/** What one capture shows in one place, and which questions it settles there. */
export interface EntrySide {
  readonly entries: readonly RecordEntry[];
  readonly knows: (kind: FactKind) => boolean;
}

export interface Differences {
  readonly changes: readonly RecordChange[];
  readonly incomparable: readonly Incomparable[];
}

/**
 * Compares by name, whatever order the records come in. A record that one capture lacks came or went
 * only where that capture settles the question; else it is counted as incomparable. Linear, but for
 * the sorting.
 */
export function diffEntries(id: Id, before: EntrySide, after: EntrySide): Differences {
  const old = byKey(before.entries);
  const now = byKey(after.entries);
  const changes: RecordChange[] = [];
  const unknown = new Map<string, Incomparable>();
  for (const key of [...new Set([...old.keys(), ...now.keys()])].sort(compareText)) {
    const { altered, went, came } = pairs(old.get(key) ?? [], now.get(key) ?? []);
    for (const [a, b] of altered) {
      const facts = differingFacts(a, b);
      if (facts.size > 0) {
        changes.push({ id, ...placeOf(a), before: side(a, facts), after: side(b, facts) });
      }
    }
    for (const entry of went) {
      if (after.knows(entry.settledBy))
        changes.push({ id, ...placeOf(entry), before: side(entry) });
      else count(unknown, { id, fact: entry.settledBy, side: 'after' });
    }
    for (const entry of came) {
      if (before.knows(entry.settledBy))
        changes.push({ id, ...placeOf(entry), after: side(entry) });
      else count(unknown, { id, fact: entry.settledBy, side: 'before' });
    }
  }
  return { changes, incomparable: [...unknown.values()] };
}

/** Records of one name, sorted by what they say; those that say the same are one. */
function byKey(entries: readonly RecordEntry[]): ReadonlyMap<string, readonly RecordEntry[]> {
  const found = new Map<string, RecordEntry[]>();
  for (const entry of entries) {
    const key = `${entry.kind}\n${entry.place ?? ''}\n${entry.key}`;
    const others = found.get(key);
    if (others) others.push(entry);
    else found.set(key, [entry]);
  }
  for (const [key, same] of found) if (same.length > 1) found.set(key, united(same));
  return found;
}

function united(entries: readonly RecordEntry[]): RecordEntry[] {
  const byText = new Map<string, RecordEntry>();
  for (const entry of entries) {
    const text = entryText(entry);
    const known = byText.get(text);
    const evidence = uniqueEvidence([...(known?.evidence ?? []), ...entry.evidence]);
    byText.set(text, { ...entry, evidence });
  }
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry);
}

interface Pairs {
  readonly altered: readonly (readonly [RecordEntry, RecordEntry])[];
  readonly went: readonly RecordEntry[];
  readonly came: readonly RecordEntry[];
}

/** Of one name there is mostly one on each side. Of several, those that say the same belong together. */
function pairs(before: readonly RecordEntry[], after: readonly RecordEntry[]): Pairs {
  const [old, now] =
    before.length > 1 || after.length > 1 ? withoutCommon(before, after) : [before, after];
  const count = Math.min(old.length, now.length);
  return {
    altered: now.slice(0, count).flatMap((b, i) => {
      const a = old[i];
      return a ? [[a, b] as const] : [];
    }),
    went: old.slice(count),
    came: now.slice(count),
  };
}

function withoutCommon(before: readonly RecordEntry[], after: readonly RecordEntry[]) {
  const [old, now] = [before, after].map((side) => new Set(side.map((entry) => entryText(entry))));
  return [
    before.filter((entry) => !now?.has(entryText(entry))),
    after.filter((entry) => !old?.has(entryText(entry))),
  ] as const;
}

function placeOf({ kind, place }: RecordEntry): Pick<RecordChange, 'kind' | 'place'> {
  return { kind, ...(place !== undefined && { place }) };
}

function side(entry: RecordEntry, only?: ReadonlySet<string>): RecordSide {
  return { text: entryText(entry, only), evidence: entry.evidence };
}

function count(
  unknown: Map<string, Incomparable>,
  about: Required<Pick<Incomparable, 'id' | 'fact' | 'side'>>,
): void {
  const key = `${about.fact} ${about.side}`;
  const records = (unknown.get(key)?.records ?? 0) + 1;
  unknown.set(key, { ...about, reason: 'notCaptured', records });
}
