import type { Chain, ChainIndex, ChainNamer } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
import type { RuleRow } from './ruleRows.ts';
import { ruleWords } from './ruleWords.ts';

/** Chains of a table: what each is for, how many rules it has, and how many lead to it. */
export function chainsCsv(
  chains: readonly Chain[],
  index: ChainIndex,
  nameOf: ChainNamer,
): CsvRows {
  return tableCsv<Chain>(
    [
      { title: 'Chain', text: ({ name }) => name },
      { title: 'Meaning', text: (chain) => nameOf(chain)?.title ?? '' },
      { title: 'Policy', text: ({ policy }) => policy ?? '' },
      { title: 'Rules', text: ({ rules }) => String(rules.length) },
      { title: 'References', text: ({ name }) => String(index.referrers(name).length) },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    chains,
  );
}

/** Rules with those of expanded jumps below the jump, as the list has them. */
export function rulesCsv(rows: readonly RuleRow[]): CsvRows {
  return tableCsv<RuleRow>(
    [
      { title: 'Rule', text: ({ key }) => key },
      { title: 'Chain', text: ({ chain }) => chain },
      { title: 'Conditions', text: ({ rule }) => ruleWords(rule).conditions.join(', ') },
      { title: 'Action', text: ({ rule }) => ruleWords(rule).action },
      { title: 'Comment', text: ({ rule }) => ruleWords(rule).comments.join(' ') },
      { title: 'Packets', text: ({ rule }) => String(rule.counters?.packets ?? '') },
      { title: 'Bytes', text: ({ rule }) => String(rule.counters?.bytes ?? '') },
      { title: 'Source', text: ({ rule }) => lineOf(rule.evidence) },
    ],
    rows,
  );
}
