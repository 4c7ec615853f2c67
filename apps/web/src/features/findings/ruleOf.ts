import { type FindingRule, RULES } from '@vethscope/findings';

export function ruleOf(ruleId: string): FindingRule | undefined {
  return rules.get(ruleId);
}

export const ruleCount = RULES.length;

/** As headings have it. */
export function ruleName(ruleId: string): string {
  return ruleOf(ruleId)?.name ?? ruleId;
}

const rules: ReadonlyMap<string, FindingRule> = new Map(RULES.map((rule) => [rule.id, rule]));
