import { type Finding, type FindingRule, type MutedReport, RULES } from '@vethscope/findings';
import { printable } from '../cli/printable.ts';
import { evidenceWords } from '../trace/evidenceWords.ts';
import { counted, mutedCounts, severityCounts } from './countWords.ts';
import { uncheckedWords } from './uncheckedWords.ts';

/**
 * Findings to read: the worst first, those of one rule together, each with the lines that prove it;
 * then what could not be looked for, and how much it all is.
 */
export function findingsText(report: MutedReport, rules: readonly FindingRule[] = RULES): string {
  const blocks = [
    ...groupedBy(report.findings, ({ severity, ruleId }) => `${severity} ${ruleId}`).map((group) =>
      ruleLines(group, rules),
    ),
    uncheckedLines(report),
    totalLines(report, rules),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map(printable).join('\n'))
    .join('\n\n')}\n`;
}

/** What is true of several findings of a rule is told once, below the last of them. */
function ruleLines(findings: readonly Finding[], rules: readonly FindingRule[]): readonly string[] {
  const [first] = findings;
  if (!first) return [];
  const { severity, ruleId } = first;
  const name = rules.find(({ id }) => id === ruleId)?.name ?? ruleId;
  return [
    `${severity}: ${name} (${ruleId})`,
    ...groupedBy(findings, ({ why, remedy }) => `${why}\n${remedy}`).flatMap((alike) => [
      ...alike.flatMap(({ title, evidence }) => [`  ${title}`, `  ${evidenceWords(evidence, '')}`]),
      ...alike.slice(0, 1).flatMap(({ why, remedy }) => [`    ${why}`, `    > ${remedy}`]),
    ]),
  ];
}

/** Rules that lack the same are told of in one line. */
function uncheckedLines({ unchecked }: MutedReport): readonly string[] {
  if (unchecked.length === 0) return [];
  return [
    'not checked, so unknown:',
    ...groupedBy(unchecked, (one) => uncheckedWords('', one)).flatMap((alike) =>
      alike
        .slice(0, 1)
        .map((one) => `  ${uncheckedWords(alike.map(({ ruleId }) => ruleId).join(', '), one)}`),
    ),
  ];
}

function totalLines(
  { findings, unchecked, muted }: MutedReport,
  rules: readonly FindingRule[],
): readonly string[] {
  const asked = rules.length - muted.length;
  const nowhere = unchecked.filter(({ node }) => node === undefined).length;
  const inPart = new Set(unchecked.map(({ ruleId }) => ruleId)).size - nowhere;
  const notEverywhere = inPart === 0 ? '' : `, ${inPart} of them not on every node`;
  return [
    `${severityCounts(findings) ?? 'nothing found'}; ${asked - nowhere} of ${counted(asked, 'rule')} checked${notEverywhere}`,
    ...(muted.length === 0 ? [] : [`muted: ${mutedCounts(muted)}`]),
  ];
}

/** In the order in which the first of each came. */
function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
