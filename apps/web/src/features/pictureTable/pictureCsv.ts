import type { Evidence } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
import type { TableRow } from './tableRows.ts';

/** The rows as they stand in the table, with all that each is joined to. */
export function pictureCsv(
  rows: readonly TableRow[],
  about: {
    readonly findingsAt: (id: string) => readonly { readonly title: string }[];
    readonly evidenceOf: (id: string) => readonly Evidence[];
  },
): CsvRows {
  return tableCsv<TableRow>(
    [
      { title: 'Kind', text: ({ kindWords }) => kindWords },
      { title: 'Name', text: ({ name }) => name },
      { title: 'Findings', text: ({ id }) => titlesOf(about.findingsAt(id)) },
      { title: 'In', text: ({ place }) => place },
      { title: 'State', text: ({ state }) => state },
      { title: 'Addresses', text: ({ addresses }) => addresses.join(' ') },
      { title: 'MTU', text: ({ mtu }) => String(mtu ?? '') },
      { title: 'Joined to', text: joinedText },
      { title: 'Source', text: ({ id }) => lineOf(about.evidenceOf(id)) },
    ],
    rows,
  );
}

function titlesOf(findings: readonly { readonly title: string }[]): string {
  return findings.map(({ title }) => title).join('; ');
}

function joinedText({ joined }: TableRow): string {
  return joined
    .map(({ words, isInferred }) => (isInferred ? `${words} (inferred)` : words))
    .join('; ');
}
