import type { Family, NftTable } from '@vethscope/model';

/** `nft inet firewalld`: what the URL and the tab call a table. */
export function nftTableKey({ family, name }: NftTable): string {
  return `nft ${family} ${name}`;
}

/** Tables that packets of a family can meet and that iptables does not list. */
export function shownNftTables(tables: readonly NftTable[], family: Family): readonly NftTable[] {
  const other = family === 4 ? 'ip6' : 'ip';
  return tables.filter((table) => table.managedBy === 'others' && table.family !== other);
}
