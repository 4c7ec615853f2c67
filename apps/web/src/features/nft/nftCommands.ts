import type { NftRule, NftTable, RuleVerb } from '@vethscope/model';
import { nftRuleCommand } from '@vethscope/model';
import type { NamedCommand } from '../rules/RuleMenu.tsx';

const VERBS: readonly { readonly verb: RuleVerb; readonly title: string }[] = [
  { verb: 'append', title: 'Add it at the end' },
  { verb: 'insert', title: 'Add it at its place' },
  { verb: 'delete', title: 'Delete it by its handle' },
];

export function nftCommands(
  table: NftTable,
  chain: string,
  rule: NftRule,
): readonly NamedCommand[] {
  return VERBS.map(({ verb, title }) => ({
    title,
    command: nftRuleCommand(table, chain, rule, verb),
  }));
}
