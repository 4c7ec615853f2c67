import type { NftTable } from '@vethscope/model';

/**
 * What the rules that lead to a chain counted, by chain. One that is led to by a map, or by a rule that
 * does not count right before it jumps, is not among them: how many go there nobody says.
 */
export function nftPackets({ chains = [], sets = [] }: NftTable): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const unknown = new Set(sets.flatMap(({ jumps = [] }) => jumps.map(({ chain }) => chain)));
  for (const { rules } of chains) {
    for (const { statements = [], counters } of rules) {
      const words = statements.map(({ text }) => text).join(' ');
      for (const { kind, chain } of statements.flatMap(({ jumps = [] }) => jumps)) {
        const isCounted = counters && words.includes(`counter ${kind} ${chain}`);
        if (isCounted) sums.set(chain, (sums.get(chain) ?? 0) + counters.packets);
        else unknown.add(chain);
      }
    }
  }
  for (const chain of unknown) sums.delete(chain);
  return sums;
}
