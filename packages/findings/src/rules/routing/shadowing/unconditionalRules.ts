import type { Family, PolicyRule } from '@vethscope/model';
import { prefixLength } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';

/** `32766: from all lookup main`: every packet's, and takes whatever the table has for it. */
export interface UnconditionalRule {
  readonly rule: PolicyRule;
  readonly table: string;
  /** No other rule is asked before. */
  readonly isFirst: boolean;
}

/** In the order in which they are asked; none where rules were not captured, or one leads around others. */
export function unconditionalRules(netns: Namespace, family: Family): readonly UnconditionalRule[] {
  const rules = rulesInOrder(netns, family);
  if (rules.some(({ action }) => action.kind === 'goto')) return [];
  return rules.flatMap((rule, i) =>
    rule.action.kind === 'lookup' && takesAll(rule)
      ? [{ rule, table: rule.action.table, isFirst: i === 0 }]
      : [],
  );
}

export function rulesInOrder(netns: Namespace, family: Family): readonly PolicyRule[] {
  if (!netns.knows(family === 4 ? 'policyRules4' : 'policyRules6')) return [];
  return netns.facts.policyRules
    .filter((rule) => rule.family === family)
    .sort((a, b) => a.priority - b.priority);
}

function takesAll(rule: PolicyRule): boolean {
  const { inverted, from, to, l3mdev, suppressPrefixLength, suppressIfGroup, unknown } = rule;
  const { iif, oif, fwmark, tos, protocol, sourcePorts, destinationPorts, uidRange } = rule;
  const conditions = [iif, oif, fwmark, tos, protocol, sourcePorts, destinationPorts, uidRange];
  return (
    !inverted &&
    l3mdev !== true &&
    [...conditions, suppressPrefixLength, suppressIfGroup, unknown].every(
      (condition) => condition === undefined,
    ) &&
    [from, to].every((prefix) => prefix === undefined || prefixLength(prefix) === 0)
  );
}
