import type { Route } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import { lineOf } from '../../view/lineOf.ts';
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
