import type { FindingRule } from '../rule.ts';
import type { RuleGroup } from '../rules/index.ts';
import { factsInWords } from './factWords.ts';

/** The part of docs/findings.md that tells of each rule: a section for each group, sorted as rules are. */
export function rulesMarkdown(groups: readonly RuleGroup[]): string {
  return groups
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, rules }) => [`## ${name}`, ...rules.map(ruleMarkdown)].join('\n\n'))
    .join('\n\n');
}

function ruleMarkdown({ id, name, severity, explanation, needs }: FindingRule): string {
  return [
    `### ${id}`,
    `**${name}** · ${severity}`,
    explanation,
    ...(needs.length === 0 ? [] : [`Needs ${factsInWords(needs)}.`]),
  ].join('\n\n');
}
