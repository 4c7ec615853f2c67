import type { PolicyWay } from '@vethscope/model';
import { expect, test } from 'vitest';
import { type ListedEndpoint, policyRows } from './policyRows.ts';

function way(direction: PolicyWay['direction'], chain: string): PolicyWay {
  return {
    ...{ direction, isForwarded: false, chain },
    ...{ dispatch: [], guards: [], tiers: [], profiles: [], glue: [] },
  };
}

function listed(ifname: string, title: string): ListedEndpoint {
  const ways = [way('ingress', `cali-tw-${ifname}`), way('egress', `cali-fw-${ifname}`)];
  const endpoint = { ifname, of: 'workload' as const, ways };
  return { title, subject: undefined, endpoint, text: `${title} ${ifname}`.toLowerCase() };
}

const ENDPOINTS = [listed('cali1', 'default/web'), listed('cali2', 'default/client')];

test('an endpoint that is open has what it is about and both directions below it', () => {
  const rows = policyRows(ENDPOINTS, new Set(['workload cali1']), '');
  expect(rows.map(({ key }) => key)).toEqual([
    'workload cali1',
    'workload cali1 subject',
    'cali-tw-cali1',
    'cali-fw-cali1',
    'workload cali2',
  ]);
});

test.each([
  ['CLIENT', ['workload cali2']],
  ['default cali1', ['workload cali1']],
  ['nobody', []],
])('the filter %j finds names and interfaces', (filter, keys) => {
  expect(policyRows(ENDPOINTS, new Set(), filter).map(({ key }) => key)).toEqual(keys);
});
