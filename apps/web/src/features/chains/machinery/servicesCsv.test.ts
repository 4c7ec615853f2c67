import type { CollapsedService, Ip, RefusedService, Rule } from '@vethscope/model';
import { expect, test } from 'vitest';
import { type ServiceRow, serviceRows } from './serviceRows.ts';
import { servicesCsv } from './servicesCsv.ts';

const any = { kind: 'any' } as const;
const at = (chain: string, line: number) => {
  const rule: Rule = {
    ...{ number: 1, protocol: any, source: any, destination: any },
    ...{ inInterface: any, outInterface: any, matches: [], target: { kind: 'none' } },
    evidence: { file: 'a.txt', line, endLine: line },
  };
  return { chain, rule };
};
const WEB: CollapsedService = {
  ...{ hash: 'WEB', protocol: 'tcp', chains: ['KUBE-SVC-WEB'], masquerades: [] },
  ...{ sourceRanges: [], rules: [at('KUBE-SVC-WEB', 9)] },
  ways: [
    {
      ...{ kind: 'clusterIp', address: '10.96.0.8' as Ip, port: 80, chain: 'KUBE-SVC-WEB' },
      at: at('KUBE-SERVICES', 1),
    },
    { kind: 'nodePort', port: 30080, chain: 'KUBE-SVC-WEB', at: at('KUBE-NODEPORTS', 2) },
  ],
  endpoints: [
    {
      ...{ chain: 'KUBE-SEP-A', address: '10.1.0.2' as Ip, port: 8080, share: 0.5 },
      rules: [at('KUBE-SEP-A', 3)],
    },
    { chain: 'KUBE-SEP-B', rules: [] },
  ],
};
const NOBODY: RefusedService = {
  name: { namespace: 'default', name: 'nobody', port: 'http' },
  ...{ protocol: 'tcp', address: '10.96.0.99' as Ip, port: 80, action: 'reject' },
  ...{ why: 'has no endpoints', at: at('KUBE-SERVICES', 7) },
};
const rows = (open: readonly string[]): readonly ServiceRow[] =>
  serviceRows(
    [
      { title: 'shop/web', service: WEB, text: '' },
      { title: 'shop/idle', service: { ...WEB, ways: [], endpoints: [] }, text: '' },
    ],
    [NOBODY],
    new Set(open),
    '',
  );

test('a line for each endpoint, and for a service without one', () => {
  const ways = 'cluster IP 10.96.0.8:80, node port 30080';
  expect(servicesCsv(rows([]))).toEqual([
    ['Service', 'Protocol', 'Reached by', 'Endpoint', 'Share', 'Chain', 'Source'],
    ['shop/web', 'tcp', ways, '10.1.0.2:8080', '50 %', 'KUBE-SEP-A', 'a.txt:3'],
    ['shop/web', 'tcp', ways, 'address not understood', 'not known', 'KUBE-SEP-B', ''],
    ['shop/idle', 'tcp', '', '', '', 'KUBE-SVC-WEB', 'a.txt:9'],
    [
      ...['default/nobody:http', 'tcp', '10.96.0.99:80', 'has no endpoints', ''],
      ...['KUBE-SERVICES', 'a.txt:7'],
    ],
  ]);
});

test('what is open on screen makes no difference', () => {
  expect(servicesCsv(rows(['WEB']))).toEqual(servicesCsv(rows([])));
});
