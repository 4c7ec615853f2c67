import type { NftService, NftServiceWay, NftSet } from '@vethscope/model';
import { expect, test } from 'vitest';
import { nftServiceRows } from './nftServiceRows.ts';
import { nftServicesCsv } from './nftServicesCsv.ts';

const evidence = { file: 'nft.json', line: 1, endLine: 1 };
const MAP: NftSet = {
  ...{ name: 'no-endpoint-services', kind: 'map', type: '', flags: [], elements: [], evidence },
};

function way(address: string, chain: string): NftServiceWay {
  return { kind: 'address', address, protocol: 'tcp', port: 80, chain, map: MAP };
}

const WEB: NftService = {
  key: 'ULMVA6XW-shop/web/tcp/http',
  name: { namespace: 'shop', name: 'web', port: 'http' },
  ways: [way('10.96.0.7', 'service-ULMVA6XW-shop/web/tcp/http')],
  endpoints: [
    { chain: 'endpoint-a', address: '10.85.0.4', port: 8080, share: 0.5, rules: [] },
    {
      ...{ chain: 'endpoint-b', address: '10.85.0.5', port: 8080, share: 0.5 },
      rules: [{ chain: 'endpoint-b', rule: { number: 1, evidence } }],
    },
  ],
  ...{ masquerades: [], firewall: [], hasAffinity: false, chains: [] },
};
const CUT: NftService = { ...WEB, key: 'AAAA', ways: [], endpoints: [] };
const { name: _, ...WITHOUT_NAME } = CUT;
const FOUND = { services: [WEB, WITHOUT_NAME], refused: [way('10.96.0.9', 'reject-chain')] };

test.each([
  ['', ['shop/web:http', 'AAAA', 'refused 10.96.0.9']],
  ['WEB shop', ['shop/web:http']],
  ['10.85.0.5:8080', ['shop/web:http']],
  ['0.9:80', ['refused 10.96.0.9']],
])('the filter “%s” leaves %j', (filter, left) => {
  const rows = nftServiceRows(FOUND, filter);
  expect(
    rows.map((row) => (row.kind === 'service' ? row.title : `refused ${row.way.address}`)),
  ).toEqual(left);
});

test('as a file each endpoint is a line', () => {
  expect(nftServicesCsv(nftServiceRows(FOUND, ''))).toEqual([
    ['Service', 'Reached by', 'Endpoint', 'Share', 'Source'],
    ['shop/web:http', '10.96.0.7:80/tcp', '10.85.0.4:8080', '0.5', ''],
    ['shop/web:http', '10.96.0.7:80/tcp', '10.85.0.5:8080', '0.5', 'nft.json:1'],
    ['', '10.96.0.9:80/tcp', 'reject-chain', '', 'nft.json:1'],
  ]);
});
