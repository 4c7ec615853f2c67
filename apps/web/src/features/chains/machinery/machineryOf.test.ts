import type { IptablesTable, TableName } from '@vethscope/model';
import { expect, test } from 'vitest';
import { machineryOf, machineryShown } from './machineryOf.ts';

const evidence = { file: 'test', line: 1, endLine: 1 };

test.each<[TableName, readonly string[], ReturnType<typeof machineryOf>]>([
  ['nat', ['KUBE-SERVICES'], ['services']],
  ['nat', ['CNI-HOSTPORT-DNAT'], ['ports']],
  ['nat', ['CNI-HOSTPORT-DNAT', 'KUBE-SERVICES'], ['services', 'ports']],
  // Only tells of services without endpoints.
  ['filter', ['KUBE-SERVICES'], []],
  ['filter', ['cali-tw-cali6945b3c77c1'], ['policies']],
  ['filter', ['cali-thfw-eth0'], ['policies']],
  ['filter', ['cali-FORWARD'], []],
  ['mangle', ['cali-fw-cali6945b3c77c1'], []],
])('%s with %j: %j', (table, names, machinery) => {
  const chains = names.map((name) => ({ name, rules: [], evidence }));
  const given: IptablesTable = { family: 4, table, form: 'save', partial: false, chains, evidence };
  expect(machineryOf(given)).toEqual(machinery);
});

test.each([
  [undefined, 'services'],
  ['ports', 'ports'],
  // Of another table.
  ['policies', 'services'],
  ['raw', undefined],
])('asked for %s: %s', (asked, shown) => {
  expect(machineryShown(['services', 'ports'], asked)).toBe(shown);
});
