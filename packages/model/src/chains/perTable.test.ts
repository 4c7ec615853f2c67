import { expect, test } from 'vitest';
import { serviceRoutes } from '../kubernetes/serviceChains.ts';
import type { IptablesTable } from '../snapshot/iptables.ts';
import { at } from '../testing/builders.ts';
import { indexChains } from './chainIndex.ts';

function nat(family: 4 | 6): IptablesTable {
  return { family, table: 'nat', form: 'save', partial: false, chains: [], evidence: at(1) };
}

test.each([
  ['serviceRoutes', serviceRoutes],
  ['indexChains', indexChains],
] as const)('%s looks through a table once, and through each table by itself', (_, lookUp) => {
  const [ipv4, ipv6] = [nat(4), nat(6)];
  const found = lookUp(ipv4);
  expect(lookUp(ipv6)).not.toBe(found);
  expect(lookUp(ipv4)).toBe(found);
});
