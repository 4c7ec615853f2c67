import type { CollapsedEndpoint, RefusedService, RuleAt } from '@vethscope/model';
import { assertNever, formatServicePortName } from '@vethscope/model';
import type { CsvRows } from '../../../ui/csvText.ts';
import { tableCsv } from '../../../ui/tableCsv.ts';
import { lineOf } from '../../../view/lineOf.ts';
import { addressText } from '../../rules/addressText.ts';
import { shareText } from '../../rules/shareText.ts';
import type { ListedService, ServiceRow } from './serviceRows.ts';
import { WAY_WORDS } from './wayWords.ts';

/** A line for each endpoint of the services listed, also of those that are not open. */
export function servicesCsv(rows: readonly ServiceRow[]): CsvRows {
  return tableCsv<Line>(
    [
      { title: 'Service', text: ({ service }) => service },
      { title: 'Protocol', text: ({ protocol }) => protocol },
      { title: 'Reached by', text: ({ ways }) => ways },
      { title: 'Endpoint', text: ({ endpoint }) => endpoint },
      { title: 'Share', text: ({ share }) => share },
      { title: 'Chain', text: ({ chain }) => chain },
      { title: 'Source', text: ({ rules }) => lineOf(rules.map(({ rule }) => rule.evidence)) },
    ],
    rows.flatMap(linesOf),
  );
}

interface Line {
  readonly service: string;
  readonly protocol: string;
  readonly ways: string;
  readonly endpoint: string;
  readonly share: string;
  readonly chain: string;
  readonly rules: readonly RuleAt[];
}

function linesOf(row: ServiceRow): readonly Line[] {
  switch (row.kind) {
    case 'service':
      return serviceLines(row.listed);
    case 'refused':
      return [refusedLine(row.refused)];
    // Told by their service already.
    case 'endpoint':
    case 'facts':
      return [];
    default:
      return assertNever(row);
  }
}

function serviceLines({ title, service }: ListedService): readonly Line[] {
  const { protocol, endpoints, chains, rules } = service;
  const ways = service.ways
    .map(({ kind, address, port }) => `${WAY_WORDS[kind]} ${addressText(address, port)}`)
    .join(', ');
  const shared = { service: title, protocol, ways };
  if (endpoints.length === 0) {
    return [{ ...shared, endpoint: '', share: '', chain: chains[0] ?? '', rules }];
  }
  return endpoints.map((endpoint) => ({
    ...shared,
    endpoint: addressText(endpoint.address, endpoint.port) || 'address not understood',
    share: shareWords(endpoint),
    chain: endpoint.chain,
    rules: endpoint.rules,
  }));
}

function shareWords({ share, localShare }: CollapsedEndpoint): string {
  if (share !== undefined) return shareText(share);
  return localShare === undefined ? 'not known' : 'local';
}

function refusedLine({ name, protocol, address, port, why, at }: RefusedService): Line {
  return {
    ...{ service: formatServicePortName(name), protocol, ways: addressText(address, port) },
    ...{ endpoint: why, share: '', chain: at.chain, rules: [at] },
  };
}
