import type { PolicyRule, Route } from '@vethscope/model';
import { describePolicyRule } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { lineOf } from '../../view/lineOf.ts';
import { titleOf } from '../../view/names.ts';
import { answerWords, type SameAnswer } from './addressEverywhere.ts';
import { destinationText, nexthopText, smallPrint } from './routeText.ts';

/** Routes in the order in which they are asked, each with its table. */
export function routesCsv(routes: readonly Route[]): CsvRows {
  return tableCsv<Route>(
    [
      { title: 'Table', text: ({ table }) => table },
      { title: 'Type', text: ({ type }) => type },
      { title: 'Destination', text: destinationText },
      { title: 'Next hop', text: ({ nexthops }) => nexthops.map(nexthopText).join('; ') },
      { title: 'Attributes', text: smallPrint },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    routes,
  );
}

/** Policy rules in the order in which they are given: that in which the kernel asks them. */
export function policyRulesCsv(rules: readonly PolicyRule[]): CsvRows {
  return tableCsv<PolicyRule>(
    [
      { title: 'Priority', text: ({ priority }) => String(priority) },
      { title: 'Rule', text: describePolicyRule },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    rules,
  );
}

/** What each namespace does with one address, those that do the same together. */
export function everywhereCsv(groups: readonly SameAnswer[], index: CaptureIndex): CsvRows {
  return tableCsv(
    [
      { title: 'Namespace', text: ({ netns }) => titleOf(index, netns) },
      { title: 'Answer', text: ({ group }) => answerWords(group.outcome) },
      { title: 'Route', text: ({ group }) => group.route },
    ],
    groups.flatMap((group) => group.namespaces.map((netns) => ({ group, netns }))),
  );
}
