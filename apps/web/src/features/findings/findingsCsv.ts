import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
import type { KeyedFinding } from './findingKeys.ts';
import { ruleName } from './ruleOf.ts';

/** Findings with what they are about, what comes of it and what to do. */
export function findingsCsv(
  findings: readonly KeyedFinding[],
  titleOf: (subject: string) => string,
): CsvRows {
  return tableCsv<KeyedFinding>(
    [
      { title: 'Severity', text: ({ severity }) => severity },
      { title: 'Rule', text: ({ ruleId }) => ruleName(ruleId) },
      { title: 'Finding', text: ({ title }) => title },
      { title: 'About', text: ({ subjects }) => subjects.map(titleOf).join('; ') },
      { title: 'Why', text: ({ why }) => why },
      { title: 'Remedy', text: ({ remedy }) => remedy },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    findings,
  );
}
