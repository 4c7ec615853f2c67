import type { IptablesTable } from './iptables.ts';
import type { NetnsSnapshot } from './snapshot.ts';

/**
 * One namespace that was captured under several of its names: of each kind of fact the fullest
 * listing, of tables the first of each. Absent when nothing was captured under any name.
 */
export function combineNetns(captures: readonly NetnsSnapshot[]): NetnsSnapshot | undefined {
  const [first, ...others] = captures;
  if (!first || others.length === 0) return first;
  return {
    name: first.name,
    links: fullest(captures.map(({ links }) => links)),
    netnsNames: fullest(captures.map(({ netnsNames }) => netnsNames)),
    routes: fullest(captures.map(({ routes }) => routes)),
    policyRules: fullest(captures.map(({ policyRules }) => policyRules)),
    neighbors: fullest(captures.map(({ neighbors }) => neighbors)),
    fdb: fullest(captures.map(({ fdb }) => fdb)),
    bridgeVlans: fullest(captures.map(({ bridgeVlans }) => bridgeVlans)),
    iptables: firstOfEach(captures.flatMap(({ iptables }) => iptables)),
    nftTables: fullest(captures.map(({ nftTables }) => nftTables)),
    ipsets: fullest(captures.map(({ ipsets }) => ipsets)),
    sysctls: fullest(captures.map(({ sysctls }) => sysctls)),
    sockets: fullest(captures.map(({ sockets }) => sockets)),
    captured: [...new Set(captures.flatMap(({ captured }) => captured))],
  };
}

function fullest<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists.reduce((best, list) => (list.length > best.length ? list : best), []);
}

function firstOfEach(tables: readonly IptablesTable[]): readonly IptablesTable[] {
  const found = new Map<string, IptablesTable>();
  for (const table of tables) {
    const key = `${table.family} ${table.table} ${table.backend ?? ''}`;
    if (!found.has(key)) found.set(key, table);
  }
  return [...found.values()];
}
