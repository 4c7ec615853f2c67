import { assertNever } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
import { changeWord } from './ChangeSign.tsx';
import type { ChangeEntry } from './changeEntries.ts';
import type { ChangeRow } from './changeRows.ts';

/** The list of changes with its headings as a column, what could not be compared at its end. */
export function changesCsv(rows: readonly ChangeRow[]): CsvRows {
  let heading = '';
  const lines = rows.flatMap((row): readonly ChangeLine[] => {
    switch (row.kind) {
      case 'heading':
        heading = row.title;
        return [];
      case 'entry':
        return [{ ...row.entry, heading, change: changeWord(row.entry.change) }];
      case 'unknown':
        return [
          { heading, change: 'not known', title: row.text, details: [], before: [], after: [] },
        ];
      default:
        return assertNever(row);
    }
  });
  return tableCsv(
    [
      { title: 'Where', text: (line) => line.heading },
      { title: 'Change', text: ({ change }) => change },
      { title: 'What', text: ({ title }) => title },
      { title: 'Was', text: ({ was }) => was ?? '' },
      { title: 'Details', text: ({ details }) => details.join('; ') },
      { title: 'Source before', text: ({ before }) => lineOf(before) },
      { title: 'Source after', text: ({ after }) => lineOf(after) },
    ],
    lines,
  );
}

interface ChangeLine extends Pick<ChangeEntry, 'title' | 'was' | 'details' | 'before' | 'after'> {
  readonly heading: string;
  readonly change: string;
}
