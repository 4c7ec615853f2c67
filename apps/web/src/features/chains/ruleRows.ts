import type { Chain, ChainIndex, Rule, RuleWords } from '@vethscope/model';
import { describeRule } from '@vethscope/model';

/** One line of the list: a rule, or what stands below a jump that was expanded in place. */
export interface RuleRow {
  /** Unique in the list: the rule numbers on the way, `3.1.2`. */
  readonly key: string;
  readonly chain: string;
  readonly rule: Rule;
  readonly words: RuleWords;
  /** How many jumps deep. */
  readonly depth: number;
  /** The chain that its target leads to, where it is one of this table's. */
  readonly leadsTo: Chain | undefined;
}

const MAX_DEPTH = 8;

/** The rules of a chain with the expanded jumps' rules below them; filtered by `text`. */
export function ruleRows(
  index: ChainIndex,
  chain: Chain,
  expanded: ReadonlySet<string>,
  text: string,
): readonly RuleRow[] {
  const rows = rowsOf(index, chain, expanded, '', 0);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const haystack = searchText(row);
    return words.every((word) => haystack.includes(word));
  });
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
    const row = { key, chain: chain.name, rule, words: describeRule(rule), depth, leadsTo };
    if (!leadsTo || !expanded.has(key) || depth >= MAX_DEPTH) return [row];
    return [row, ...rowsOf(index, leadsTo, expanded, key, depth + 1)];
  });
}

function searchText({ words, rule, chain }: RuleRow): string {
  return [chain, String(rule.number), ...words.conditions, words.action, ...words.comments]
    .join(' ')
    .toLowerCase();
}
