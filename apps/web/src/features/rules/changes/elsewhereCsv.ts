import type { RecordSide } from '@vethscope/model';
import type { CsvRows } from '../../../ui/csvText.ts';
import { tableCsv } from '../../../ui/tableCsv.ts';
import { lineOf } from '../../../view/lineOf.ts';

/** Rules that only the other capture has: their lines are that one's. */
export function elsewhereCsv(rules: readonly RecordSide[]): CsvRows {
  return tableCsv<RecordSide>(
    [
      { title: 'Rule', text: ({ number }) => String(number ?? '') },
      { title: 'As written', text: ({ text }) => text },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    rules,
  );
}
