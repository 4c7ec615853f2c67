import type { NftServiceWay } from '@vethscope/model';
import type { CsvRows } from '../../../ui/csvText.ts';
import { tableCsv } from '../../../ui/tableCsv.ts';
import { lineOf } from '../../../view/lineOf.ts';
import { addressText } from '../../rules/addressText.ts';
import type { NftServiceRow } from './nftServiceRows.ts';

/** A line for each endpoint, and for what has none. */
export function nftServicesCsv(rows: readonly NftServiceRow[]): CsvRows {
  const lines = rows.flatMap((row) => {
    if (row.kind === 'refused') {
      const { way } = row;
      return [
        { title: '', ways: wayText(way), share: '', to: way.chain, evidence: way.map.evidence },
      ];
    }
    const { service, title } = row;
    const ways = service.ways.map(wayText).join(', ');
    return service.endpoints.map(({ address, port, share, rules }) => ({
      ...{ title, ways, to: addressText(address, port), share: String(share ?? '') },
      evidence: rules[0]?.rule.evidence,
    }));
  });
  return tableCsv<(typeof lines)[number]>(
    [
      { title: 'Service', text: ({ title }) => title },
      { title: 'Reached by', text: ({ ways }) => ways },
      { title: 'Endpoint', text: ({ to }) => to },
      { title: 'Share', text: ({ share }) => share },
      { title: 'Source', text: ({ evidence }) => (evidence ? lineOf(evidence) : '') },
    ],
    lines,
  );
}

/** `10.96.0.10:53/udp`, `node port 30053/udp`. */
export function wayText({ kind, address, port, protocol }: NftServiceWay): string {
  return kind === 'nodePort'
    ? `node port ${port}/${protocol}`
    : `${addressText(address, port)}/${protocol}`;
}
