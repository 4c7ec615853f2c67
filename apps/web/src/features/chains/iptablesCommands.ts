import type { IptablesTable, Rule, RuleVerb } from '@vethscope/model';
import { ruleCommand } from '@vethscope/model';
import type { NamedCommand } from '../rules/RuleMenu.tsx';

const VERBS: readonly { readonly verb: RuleVerb; readonly title: string }[] = [
  { verb: 'append', title: 'Append it (-A)' },
  { verb: 'insert', title: 'Insert it at its place (-I)' },
  { verb: 'delete', title: 'Delete it (-D)' },
];

export function iptablesCommands(
  table: IptablesTable,
  chain: string,
  rule: Rule,
  line: string | undefined,
): readonly NamedCommand[] {
  return VERBS.map(({ verb, title }) => ({
    title,
    command: ruleCommand(table, chain, rule, verb, line),
  }));
}
