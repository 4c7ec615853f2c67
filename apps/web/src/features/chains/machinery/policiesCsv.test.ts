import type { PolicyWay, Rule } from '@vethscope/model';
import { expect, test } from 'vitest';
import { policiesCsv } from './policiesCsv.ts';
import { policyRows } from './policyRows.ts';

const any = { kind: 'any' } as const;
const at = (chain: string, line: number) => {
  const rule: Rule = {
    ...{ number: 1, protocol: any, source: any, destination: any },
    ...{ inInterface: any, outInterface: any, matches: [], target: { kind: 'none' } },
    evidence: { file: 'a.txt', line, endLine: line },
  };
  return { chain, rule };
};
const WAY: PolicyWay = {
  ...{ direction: 'ingress', isForwarded: false, chain: 'cali-tw-cali1', glue: [], guards: [] },
  dispatch: [at('cali-to-wl-dispatch', 5)],
  tiers: [
    { policies: [{ chain: 'cali-pi-a', at: at('cali-tw-cali1', 6) }] },
    { policies: [{ chain: 'cali-pi-b', at: at('cali-tw-cali1', 7) }] },
  ],
  profiles: [{ chain: 'cali-pri-c', at: at('cali-tw-cali1', 8) }],
  otherwise: { action: 'drop', at: at('cali-tw-cali1', 9) },
};
const ENDPOINT = {
  ...{ title: 'shop/web', subject: undefined, text: 'shop/web' },
  endpoint: {
    ...{ ifname: 'cali1', of: 'workload' as const },
    ways: [WAY, { ...WAY, direction: 'egress' as const, isForwarded: true, dispatch: [] }],
  },
};

test.each([[[]], [['workload cali1']]])('a line for each direction, with %j open', (open) => {
  const rows = policyRows([ENDPOINT], new Set(open), '');
  expect(policiesCsv(rows, ({ chain }) => `<${chain}>`)).toEqual([
    [
      ...['Endpoint', 'Interface', 'Direction', 'Policies', 'Profiles', 'Otherwise'],
      ...['Chain', 'Source'],
    ],
    [
      ...['shop/web', 'cali1', 'ingress', '<cali-pi-a>, <cali-pi-b>', '<cali-pri-c>', 'drop'],
      ...['cali-tw-cali1', 'a.txt:5'],
    ],
    [
      ...['shop/web', 'cali1', 'egress, forwarded', '<cali-pi-a>, <cali-pi-b>', '<cali-pri-c>'],
      ...['drop', 'cali-tw-cali1', 'a.txt:6'],
    ],
  ]);
});
