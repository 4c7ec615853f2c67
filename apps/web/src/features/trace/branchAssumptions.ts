import type { Branch } from '@vethscope/trace';

/** What all branches take for granted, and what each takes beside that. */
export interface SortedAssumptions {
  readonly shared: readonly string[];
  /** In the order of the branches; what the fewest others take comes first: it tells them apart. */
  readonly own: readonly (readonly string[])[];
}

export function sortAssumptions(branches: readonly Branch[]): SortedAssumptions {
  const counts = new Map<string, number>();
  for (const { assumptions } of branches) {
    for (const assumption of new Set(assumptions)) {
      counts.set(assumption, (counts.get(assumption) ?? 0) + 1);
    }
  }
  const countOf = (assumption: string) => counts.get(assumption) ?? 0;
  const isShared = (assumption: string) => countOf(assumption) === branches.length;
  return {
    shared: [...counts.keys()].filter(isShared),
    own: branches.map(({ assumptions }) =>
      assumptions.filter((text) => !isShared(text)).sort((a, b) => countOf(a) - countOf(b)),
    ),
  };
}
