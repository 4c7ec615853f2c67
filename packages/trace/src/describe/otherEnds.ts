import type { Disposition } from '../disposition.ts';
import type { Branch } from '../trace.ts';

/** An end that a packet can come to beside the likely one. */
export interface OtherEnd {
  readonly disposition: Disposition;
  readonly ways: number;
  /**
   * What all ways to it take for granted and none to the likely end does: the first that was asked.
   * Absent: there is more than one reason for it.
   */
  readonly if?: string;
}

/** In the order of the branches. */
export function otherEnds(branches: readonly Branch[], likely: Disposition): readonly OtherEnd[] {
  const known = new Set(
    branches
      .filter(({ disposition }) => disposition === likely)
      .flatMap(({ assumptions }) => assumptions),
  );
  const ends = new Map<Disposition, Branch[]>();
  for (const branch of branches) {
    if (branch.disposition === likely) continue;
    const alike = ends.get(branch.disposition);
    if (alike) alike.push(branch);
    else ends.set(branch.disposition, [branch]);
  }
  return [...ends].map(([disposition, alike]) => {
    const [first, ...others] = alike.map(({ assumptions }) => assumptions);
    const telling = first?.find(
      (one) => !known.has(one) && others.every((assumptions) => assumptions.includes(one)),
    );
    return { disposition, ways: alike.length, ...(telling !== undefined && { if: telling }) };
  });
}
