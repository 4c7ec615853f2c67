import type { CollapsedService, Ip, RefusedService, Rule } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { addressText } from '../../rules/addressText.ts';
import { type ListedService, serviceRows } from './serviceRows.ts';

const evidence = { file: 'test', line: 1, endLine: 1 };
const any = { kind: 'any' } as const;
const rule: Rule = {
  ...{ number: 1, protocol: any, source: any, destination: any },
  ...{ inInterface: any, outInterface: any, matches: [], target: { kind: 'none' }, evidence },
};

function listed(title: string, ...endpoints: readonly string[]): ListedService {
  const service: CollapsedService = {
    ...{ hash: title.toUpperCase(), protocol: 'tcp', ways: [], chains: [], masquerades: [] },
    ...{ sourceRanges: [], rules: [] },
    endpoints: endpoints.map((chain) => ({ chain, rules: [] })),
  };
  return { title, service, text: [title, ...endpoints].join(' ').toLowerCase() };
}

const SERVICES = [listed('web', 'KUBE-SEP-A', 'KUBE-SEP-B'), listed('dns', 'KUBE-SEP-C')];
const NOBODY: RefusedService = {
  name: { namespace: 'default', name: 'nobody', port: 'http' },
  ...{ protocol: 'tcp', address: '10.96.0.99' as Ip, port: 80, action: 'reject' },
  ...{ why: 'has no endpoints', at: { chain: 'KUBE-SERVICES', rule } },
};

const keys = (open: readonly string[], filter: string) =>
  serviceRows(SERVICES, [NOBODY], new Set(open), filter).map(({ kind, key }) => `${kind} ${key}`);

describe('the list of services', () => {
  test('has what is open below its service, and those without endpoints last', () => {
    expect(keys(['WEB'], '')).toEqual([
      'service WEB',
      'endpoint WEB KUBE-SEP-A',
      'endpoint WEB KUBE-SEP-B',
      'facts WEB facts',
      'service DNS',
      'refused default/nobody:http tcp 10.96.0.99:80 has no endpoints',
    ]);
  });

  test.each([
    ['kube-sep-c', ['service DNS']],
    ['NOBODY 10.96', ['refused default/nobody:http tcp 10.96.0.99:80 has no endpoints']],
    ['web dns', []],
  ])('is filtered by %j', (filter, expected) => {
    expect(keys([], filter)).toEqual(expected);
  });
});

test.each([
  ['10.96.0.10', 53, '10.96.0.10:53'],
  ['fd00::1', 53, '[fd00::1]:53'],
  ['10.96.0.10', undefined, '10.96.0.10'],
  [undefined, 30080, '30080'],
  [undefined, undefined, ''],
])('%s and %s are written %j', (address, port, text) => {
  expect(addressText(address, port)).toBe(text);
});
