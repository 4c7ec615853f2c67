import type { NftChain, NftRule } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
import type { NftRow } from './nftRows.ts';

/** Rules of a chain, each as nft writes it. */
export function nftRulesCsv({ rules }: NftChain): CsvRows {
  return tableCsv<NftRule>(
    [
      { title: 'Rule', text: ({ number }) => String(number) },
      { title: 'Handle', text: ({ handle }) => String(handle ?? '') },
      { title: 'Statements', text: statementText },
      { title: 'Comment', text: ({ comment }) => comment ?? '' },
      { title: 'Packets', text: ({ counters }) => String(counters?.packets ?? '') },
      { title: 'Bytes', text: ({ counters }) => String(counters?.bytes ?? '') },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    rules,
  );
}

function statementText({ statements }: NftRule): string {
  return statements === undefined
    ? 'left out of this capture by redaction'
    : statements.map(({ text }) => text).join(' ');
}

/** Chains with their hooks, sets and maps with all of their elements. */
export function nftTableCsv(rows: readonly NftRow[]): CsvRows {
  return tableCsv<NftRow>(
    [
      { title: 'Kind', text: (row) => (row.kind === 'set' ? row.set.kind : 'chain') },
      { title: 'Name', text: (row) => (row.kind === 'set' ? row.set.name : row.chain.name) },
      { title: 'Hook', text: (row) => baseOf(row)?.hook ?? '' },
      { title: 'Priority', text: (row) => String(baseOf(row)?.priority ?? '') },
      {
        title: 'Type',
        text: (row) => (row.kind === 'set' ? row.set.type : (baseOf(row)?.type ?? '')),
      },
      { title: 'Policy', text: (row) => baseOf(row)?.policy ?? '' },
      {
        title: 'Rules',
        text: (row) => (row.kind === 'set' ? '' : String(row.chain.rules.length)),
      },
      { title: 'Elements', text: (row) => (row.kind === 'set' ? row.set.elements.join(', ') : '') },
      {
        title: 'Source',
        text: (row) => lineOf(row.kind === 'set' ? row.set.evidence : row.chain.evidence),
      },
    ],
    rows,
  );
}

function baseOf(row: NftRow): NftChain['base'] {
  return row.kind === 'chain' ? row.chain.base : undefined;
}
