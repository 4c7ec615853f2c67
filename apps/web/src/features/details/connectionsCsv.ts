import type { TopologyEdge } from '@vethscope/model';
import type { CsvRows } from '../../ui/csvText.ts';
import { tableCsv } from '../../ui/tableCsv.ts';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { lineOf } from '../../view/lineOf.ts';
import { titleOf } from '../../view/names.ts';
import { relationWords } from './wording.ts';

/** What an element is joined to, and by what proof. */
export function connectionsCsv(
  index: CaptureIndex,
  edges: readonly TopologyEdge[],
  from: string,
): CsvRows {
  return tableCsv<TopologyEdge>(
    [
      { title: 'Relation', text: (edge) => relationWords(edge, from) },
      { title: 'To', text: (edge) => titleOf(index, farEnd(edge, from)) },
      { title: 'Confidence', text: ({ confidence }) => confidence },
      { title: 'Reason', text: ({ reason }) => reason },
      { title: 'Source', text: ({ evidence }) => lineOf(evidence) },
    ],
    edges,
  );
}

export function farEnd({ source, target }: TopologyEdge, from: string): string {
  return source === from ? target : source;
}
