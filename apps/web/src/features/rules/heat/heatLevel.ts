import type { ChainIndex, Counters } from '@vethscope/model';

/** From 0, nothing was counted, to this. */
const LEVELS = 5;

/** A table, be it of iptables or of nftables. */
export interface CountedTable {
  readonly chains?: readonly {
    readonly rules: readonly { readonly counters?: Counters }[];
  }[];
}

/** The most packets that a rule of a table counted; `undefined`: it was listed without counters. */
export function mostPackets({ chains = [] }: CountedTable): number | undefined {
  let most: number | undefined;
  for (const { rules } of chains) {
    for (const { counters } of rules) {
      if (counters && (most === undefined || counters.packets > most)) most = counters.packets;
    }
  }
  return most;
}

/** On a logarithmic scale, since a few rules count nearly everything; unknown stays unknown. */
export function heatLevel(packets: number | undefined, most: number): number | undefined {
  if (packets === undefined) return undefined;
  if (packets <= 0) return 0;
  const share = Math.log(packets + 1) / Math.log(Math.max(most, packets) + 1);
  return Math.max(1, Math.ceil(share * LEVELS));
}

/** How strong a colour that level has, in percent: text on it stays readable. */
export function heatPercent(level: number, atMost: number): number {
  return Math.round((level / LEVELS) * atMost);
}

/** What the rules that lead to a chain counted. Nothing counts what comes to a built-in chain. */
export function packetsInto(index: ChainIndex, chain: string): number | undefined {
  const referrers = index.referrers(chain);
  if (referrers.length === 0) return undefined;
  let sum = 0;
  for (const { rule } of referrers) {
    if (!rule.counters) return undefined;
    sum += rule.counters.packets;
  }
  return sum;
}
