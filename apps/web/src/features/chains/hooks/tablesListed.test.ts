import type { IptablesTable } from '@vethscope/model';
import { expect, test } from 'vitest';
import { tablesListed } from './tablesListed.ts';

const NAT: IptablesTable = {
  family: 4,
  table: 'nat',
  form: 'save',
  partial: false,
  chains: [],
  evidence: { file: 'a', line: 1, endLine: 1 },
};

test.each([
  ['iptables-save -c', 'all tables'],
  ['ip netns exec blue iptables-nft-save -c', 'all tables'],
  ['iptables-save -c -t nat', 'these tables'],
  ['iptables -t nat -S', 'these tables'],
] as const)('%s lists %s', (command, listed) => {
  expect(tablesListed([NAT], ['iptables4'], 4, () => command)).toBe(listed);
});

test('of a listing without its command nobody can tell what it left out', () => {
  expect(tablesListed([NAT], ['iptables4'], 4, () => undefined)).toBe('these tables');
});

test('without any table the capture says whether there is one', () => {
  expect(tablesListed([NAT], ['iptables6'], 6, () => undefined)).toBe('all tables');
  expect(tablesListed([NAT], ['iptables4'], 6, () => undefined)).toBe('these tables');
});
