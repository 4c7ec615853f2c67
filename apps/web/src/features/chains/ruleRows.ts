import type { Chain, ChainIndex, Rule } from '@vethscope/model';
import { ruleText } from './ruleWords.ts';

/** One line of the list: a rule, or what stands below a jump that was expanded in place. */
export interface RuleRow {
  /** Unique in the list: the rule numbers on the way, `3.1.2`. */
  readonly key: string;
  readonly chain: string;
  readonly rule: Rule;
  /** How many jumps deep. */
  readonly depth: number;
  /** The chain that its target leads to, where it is one of this table's. */
  readonly leadsTo: Chain | undefined;
}

const MAX_DEPTH = 8;

/** The rules of a chain with the expanded jumps' rules below them. */
export function ruleRows(
  index: ChainIndex,
  chain: Chain,
  expanded: ReadonlySet<string>,
): readonly RuleRow[] {
  return rowsOf(index, chain, expanded, '', 0);
}

/** Those that have all words of a filter, be it in the name of their chain. */
export function fittingRows(rows: readonly RuleRow[], filter: string): readonly RuleRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ rule, chain }: RuleRow, word: string) =>
    ruleText(rule).includes(word) || chain.toLowerCase().includes(word);
  return words.reduce((left, word) => left.filter((row) => has(row, word)), rows);
}

function rowsOf(
  index: ChainIndex,
  chain: Chain,
  expanded: ReadonlySet<string>,
  prefix: string,
  depth: number,
): RuleRow[] {
  return chain.rules.flatMap((rule): RuleRow[] => {
    const key = prefix === '' ? String(rule.number) : `${prefix}.${rule.number}`;
    const { target } = rule;
    const leadsTo =
      target.kind === 'jump' || target.kind === 'goto' ? index.chain(target.chain) : undefined;
    const row = { key, chain: chain.name, rule, depth, leadsTo };
    if (!leadsTo || !expanded.has(key) || depth >= MAX_DEPTH) return [row];
    return [row, ...rowsOf(index, leadsTo, expanded, key, depth + 1)];
  });
}
