import type { IptablesTable, Rule } from '@vethscope/model';
import type { Sight } from '../sight.ts';

/** A rule of a chain. */
export interface ChainRule {
  readonly table: IptablesTable;
  readonly chain: string;
  readonly rule: Rule;
}

/** The same where a packet meets it. */
export interface RulePlace extends ChainRule {
  readonly sight: Sight;
}

export function placeOf(sight: Sight, { table, chain, rule }: ChainRule): RulePlace {
  return { sight, table, chain, rule };
}

/** `rule 7 of cali-POSTROUTING in nat` */
export function ruleName({ table: { table }, chain, rule }: ChainRule): string {
  return `rule ${rule.number} of ${chain} in ${table}`;
}

/**
 * Scope of a question about a rule: the same packet, by the same way, gets the same answer, however
 * often it meets the rule.
 */
export function questionKey({ sight, table, chain, rule }: RulePlace): string {
  const { netns, skb } = sight;
  const { packet } = skb;
  const where = `${netns.id} ip${table.family} ${table.backend ?? ''} ${table.table}`;
  const way = `${sight.in?.name ?? ''}>${sight.out?.name ?? ''}`;
  return `${where} ${chain} ${rule.number} ${way} ${packet.source}>${packet.destination}`;
}
