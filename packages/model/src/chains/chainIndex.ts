import type { Family } from '../net/ip.ts';
import type { Chain, IptablesTable, Rule, TableName } from '../snapshot/iptables.ts';
import { perTable } from './perTable.ts';

/** One table with the look-ups that walking its chains needs. */
export interface ChainIndex {
  readonly table: IptablesTable;
  chain(name: string): Chain | undefined;
  /** Rules that jump or go to a chain, in table order. */
  referrers(name: string): readonly Referrer[];
  /** Built-in chains in the order in which a packet meets their hooks. */
  readonly hooks: readonly Chain[];
}

export interface Referrer {
  readonly chain: string;
  readonly rule: Rule;
  readonly kind: 'jump' | 'goto';
}

/** Netfilter's hooks in the order of a packet's way: nf_hooks, `enum nf_inet_hooks`. */
export const HOOKS = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'] as const;

/** Tables in the order in which they see a packet at one hook, conntrack left out. */
export const TABLES: readonly TableName[] = ['raw', 'mangle', 'nat', 'filter', 'security'];

/** A chain that the kernel calls; all others have no policy. */
export function isBuiltIn({ policy }: Chain): boolean {
  return policy !== undefined;
}

/** The same index for the same table, whoever asks. */
export const indexChains = perTable((table): ChainIndex => {
  const chains = new Map(table.chains.map((chain) => [chain.name, chain]));
  const referrers = new Map<string, Referrer[]>();
  for (const chain of table.chains) {
    for (const rule of chain.rules) {
      const { target } = rule;
      if (target.kind !== 'jump' && target.kind !== 'goto') continue;
      const known = referrers.get(target.chain);
      const referrer = { chain: chain.name, rule, kind: target.kind };
      if (known) known.push(referrer);
      else referrers.set(target.chain, [referrer]);
    }
  }
  return {
    table,
    chain: (name) => chains.get(name),
    referrers: (name) => referrers.get(name) ?? [],
    hooks: HOOKS.flatMap((hook) => chains.get(hook) ?? []),
  };
});

/** The table of one family, the one that is used where nft and legacy are both live: nft first. */
export function findTable(
  tables: readonly IptablesTable[],
  family: Family,
  name: string,
): IptablesTable | undefined {
  return tables.find((table) => table.family === family && table.table === name);
}
