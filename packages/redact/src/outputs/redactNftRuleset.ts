import type { NftTable } from '@vethscope/model';
import { looksLikeJson, type ReadInput } from '@vethscope/parsers';
import type { Rewriting } from '../rewriting.ts';
import type { RedactedOutput } from './redactedOutput.ts';

/**
 * `nft -j list ruleset` made anew of what is read of it: tables, base chains, whose the rules are.
 * `undefined` where the output is none.
 */
export function redactNftRuleset(
  { parser, facts, found }: ReadInput,
  rewriting: Rewriting,
): RedactedOutput | undefined {
  const tables = facts?.nftTables ?? [];
  if (parser !== 'nft' || tables.length === 0 || !looksLikeJson(found.text)) return undefined;
  const nftables = tables.flatMap((table) => elements(table, rewriting));
  const expressions = [...found.text.matchAll(/"expr"\s*:/g)].length;
  return {
    lines: [JSON.stringify({ nftables })],
    dropped: [{ count: expressions, what: 'fields not read' }],
  };
}

function elements(
  { family, name, isDormant, hooks = [], rules = 0 }: NftTable,
  rewriting: Rewriting,
): readonly unknown[] {
  const table = rewriting.name(name);
  const ruleOf = { family, table };
  const inHooks = hooks.reduce((sum, hook) => sum + (hook.rules ?? 0), 0);
  return [
    { table: { family, name: table, ...(isDormant && { flags: ['dormant'] }) } },
    ...hooks.flatMap(({ chain, type: printed, hook, priority, policy, rules: own = 0 }) => {
      const base = rewriting.name(chain);
      const type = TYPES.includes(printed) ? printed : rewriting.name(printed);
      return [
        { chain: { family, table, name: base, type, hook, prio: priority, policy } },
        ...Array.from({ length: own }, () => ({ rule: { ...ruleOf, chain: base } })),
      ];
    }),
    ...Array.from({ length: rules - inHooks }, () => ({ rule: ruleOf })),
  ];
}

/** All that nft(8) knows; another word may be anything. */
const TYPES = ['filter', 'nat', 'route'];
