import type { CsvRows } from '../../../ui/csvText.ts';
import { tableCsv } from '../../../ui/tableCsv.ts';
import { lineOf } from '../../../view/lineOf.ts';
import { addressText } from '../addressText.ts';
import type { PortMapRow } from './portMapRows.ts';

export function portMapsCsv(rows: readonly PortMapRow[]): CsvRows {
  return tableCsv<PortMapRow>(
    [
      { title: 'Host address', text: ({ map }) => map.hostAddress ?? 'all' },
      { title: 'Host port', text: ({ map }) => String(map.hostPort) },
      { title: 'Protocol', text: ({ map }) => map.protocol },
      { title: 'To', text: ({ map }) => addressText(map.address, map.port) },
      { title: 'Pod', text: ({ pod }) => (pod ? `${pod.namespace}/${pod.name}` : '') },
      { title: 'Reached', text: ({ map }) => (map.isTaken ? 'no' : 'yes') },
      { title: 'Chain', text: ({ map }) => map.chain },
      { title: 'Source', text: ({ map }) => lineOf(map.rules.map(({ rule }) => rule.evidence)) },
    ],
    rows,
  );
}
