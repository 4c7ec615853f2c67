import type { Diagnostic } from '@vethscope/model';
import type { FoundOutput } from '../recognize/foundOutput.ts';

/** What one output lists of one kind of record. */
export interface Listing<T> {
  readonly records: readonly T[];
  readonly found: FoundOutput;
  /** The earlier records that this output answers for: it lists all there is of them. */
  readonly covers: (earlier: T) => boolean;
}

export interface Merged<T> {
  readonly records: readonly T[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Several outputs about the same thing as one list, in the order of the outputs. A later one
 * replaces what it covers, which is said; beyond that, records with the same key are combined.
 */
export function mergeListings<T>(
  listings: readonly Listing<T>[],
  keyOf: (record: T) => string,
  combine: (earlier: T, later: T) => T,
): Merged<T> {
  const merged = new Map<string, T>();
  const diagnostics: Diagnostic[] = [];
  for (const { records, found, covers } of listings) {
    let replaced = 0;
    for (const [key, earlier] of merged) {
      if (!covers(earlier)) continue;
      merged.delete(key);
      replaced++;
    }
    if (replaced > 0) diagnostics.push(replacement(found, replaced));
    for (const record of records) {
      const key = keyOf(record);
      const earlier = merged.get(key);
      merged.set(key, earlier === undefined ? record : combine(earlier, record));
    }
  }
  return { records: [...merged.values()], diagnostics };
}

export function replacement(found: FoundOutput, count: number): Diagnostic {
  const records = count === 1 ? '1 record' : `${count} records`;
  return {
    ...found.evidence,
    severity: 'info',
    message: `captured more than once: this later output replaces ${records} of an earlier one`,
  };
}

/** For records of which one output says it all: the later run is the newer truth. */
export function takeLater<T>(_earlier: T, later: T): T {
  return later;
}

/** Field by field: the later's, unless the earlier knows more of it. */
export function takeRicher<T extends object>(earlier: T, later: T): T {
  const merged: T = { ...earlier, ...later };
  for (const key in earlier) {
    if (richness(earlier[key]) > richness(later[key])) merged[key] = earlier[key];
  }
  return merged;
}

/** How many values a field holds, those of lists and objects counted one by one. */
function richness(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, part) => sum + richness(part), 0);
}
