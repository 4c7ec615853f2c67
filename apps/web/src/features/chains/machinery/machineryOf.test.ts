import type { IptablesTable, TableName } from '@vethscope/model';
import { expect, test } from 'vitest';
import { machineryOf } from './machineryOf.ts';

const evidence = { file: 'test', line: 1, endLine: 1 };

test.each<[TableName, string, ReturnType<typeof machineryOf>]>([
  ['nat', 'KUBE-SERVICES', 'services'],
  // Only tells of services without endpoints.
  ['filter', 'KUBE-SERVICES', undefined],
  ['filter', 'cali-tw-cali6945b3c77c1', 'policies'],
  ['filter', 'cali-thfw-eth0', 'policies'],
  ['filter', 'cali-FORWARD', undefined],
  ['mangle', 'cali-fw-cali6945b3c77c1', undefined],
])('%s with %s: %s', (table, name, machinery) => {
  const chains = [{ name, rules: [], evidence }];
  const given: IptablesTable = { family: 4, table, form: 'save', partial: false, chains, evidence };
  expect(machineryOf(given)).toBe(machinery);
});
