import { ipFamily, type PolicyRule } from '@vethscope/model';
import { looksLikeJson } from '../../source/jsonSource.ts';
import { defineCommand } from '../command.ts';
import { parsePolicyRules } from './parse.ts';
import { ruleRequestOf } from './request.ts';

/** `ip [-6] rule [show]`, also as JSON. */
export const ipRule = defineCommand<PolicyRule>({
  name: 'ip rule',
  accepts: (argv) => ruleRequestOf(argv) !== undefined,
  recognizes: recognizeRules,
  parse: parsePolicyRules,
  facts: (policyRules, argv) => {
    const request = ruleRequestOf(argv);
    const kind = request?.family === 6 ? 'policyRules6' : 'policyRules4';
    return { policyRules, captured: request?.isWhole ? [kind] : [] };
  },
});

/** `0:	from all lookup local`; JSON is told from other JSON by its first keys. */
function recognizeRules(text: string): readonly string[] | undefined {
  const looksRight = looksLikeJson(text)
    ? /^\s*\[\s*\{\s*"priority":\s*\d+,\s*("not":\s*null,\s*)?"src":/.test(text)
    : /^\s*\d+:\s+(not )?from \S+ /.test(text);
  if (!looksRight) return undefined;
  const { records } = parsePolicyRules(text, undefined, []);
  return showsIpv6(records) ? ['ip', '-6', 'rule'] : ['ip', 'rule'];
}

/**
 * An IPv6 address tells; else that rule 32767 is missing where 32766 is there: the kernel makes a
 * rule for the table `default` in IPv4 only.
 */
function showsIpv6(rules: readonly PolicyRule[]): boolean {
  const addresses = rules.flatMap(({ from, to }) => from ?? to ?? []);
  if (addresses.length > 0) return addresses.every((prefix) => ipFamily(prefix) === 6);
  const tableAt = (priority: number): string | undefined => {
    const action = rules.find((rule) => rule.priority === priority)?.action;
    return action?.kind === 'lookup' ? action.table : undefined;
  };
  return tableAt(32766) === 'main' && tableAt(32767) !== 'default';
}
