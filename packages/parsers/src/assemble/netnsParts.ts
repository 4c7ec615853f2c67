import type {
  BridgeVlan,
  Diagnostic,
  FactKind,
  Family,
  FdbEntry,
  ListeningSocket,
  Neighbor,
  NetnsName,
  NetnsSnapshot,
  NftTable,
  PolicyRule,
  Route,
} from '@vethscope/model';
import { compareText, isProxy } from '@vethscope/model';
import type { Facts } from '../commands/facts.ts';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import { mergeIptables } from './mergeIptables.ts';
import { mergeLinks } from './mergeLinks.ts';
import {
  type Listing,
  type Merged,
  mergeListings,
  takeLater,
  takeRicher,
} from './mergeListings.ts';

/** What one output adds, and which questions it settles: none where only a part of it was shown. */
export interface FactSource {
  readonly facts: Facts;
  readonly found: FoundOutput;
  readonly argv: readonly string[];
}

/** Puts together what the outputs taken in one namespace say about it. */
export function assembleNetns(
  name: string,
  sources: readonly FactSource[],
): { readonly netns: NetnsSnapshot; readonly diagnostics: readonly Diagnostic[] } {
  const links = mergeLinks(
    sources.map((source) => ({
      links: source.facts.links ?? [],
      found: source.found,
      addresses: settles(source, 'addresses') && familiesOf(source).length === 2 ? 'all' : 'some',
    })),
  );
  const routes = mergeListings(listings(sources, 'routes', coversRoute), routeKey, takeLater);
  const policyRules = mergeListings(
    listings(sources, 'policyRules', coversRule),
    ruleKey,
    takeLater,
  );
  const neighbors = mergeListings(
    listings(sources, 'neighbors', coversNeighbor),
    neighborKey,
    takeLater,
  );
  const fdb = mergeListings(
    listings(sources, 'fdb', (source) => () => settles(source, 'fdb')),
    fdbKey,
    takeLater,
  );
  const bridgeVlans = mergeListings(
    listings(sources, 'bridgeVlans', (source) => () => settles(source, 'bridgeVlans')),
    ({ device, vlan }: BridgeVlan) => `${device} ${vlan}`,
    takeRicher,
  );
  const iptables = mergeIptables(
    sources.map((source) => ({
      tables: source.facts.iptables ?? [],
      found: source.found,
      extent: settles(source, 'iptables4') || settles(source, 'iptables6') ? 'whole' : 'part',
    })),
  );
  const nftTables = mergeListings(
    listings(sources, 'nftTables', () => () => false),
    ({ family, name }: NftTable) => `${family} ${name}`,
    takeListed,
  );
  const ipsets = mergeListings(
    listings(sources, 'ipsets', (source) => () => settles(source, 'ipsets')),
    (ipset) => ipset.name,
    takeRicher,
  );
  const sysctls = mergeListings(
    listings(sources, 'sysctls', () => () => false),
    (sysctl) => sysctl.key,
    takeLater,
  );
  const sockets = mergeListings(
    listings(sources, 'sockets', (source) => () => settles(source, 'sockets')),
    socketKey,
    takeRicher,
  );
  const netnsNames = mergeListings(
    listings(sources, 'netnsNames', () => () => false),
    (netns: NetnsName) => netns.name,
    takeRicher,
  );
  const merged = [
    links,
    routes,
    policyRules,
    neighbors,
    fdb,
    bridgeVlans,
    iptables,
    nftTables,
    ipsets,
    sysctls,
    sockets,
    netnsNames,
  ];
  return {
    netns: {
      name,
      links: links.records,
      netnsNames: netnsNames.records,
      routes: routes.records,
      policyRules: policyRules.records,
      neighbors: neighbors.records,
      fdb: fdb.records,
      bridgeVlans: bridgeVlans.records,
      iptables: iptables.records,
      nftTables: nftTables.records,
      ipsets: ipsets.records,
      sysctls: sysctls.records,
      sockets: sockets.records,
      captured: settledKinds(sources),
    },
    diagnostics: merged.flatMap((one: Merged<unknown>) => one.diagnostics),
  };
}

type ListKey = {
  [K in keyof Facts]-?: NonNullable<Facts[K]> extends readonly { readonly evidence: unknown }[]
    ? K
    : never;
}[keyof Facts];
type RecordOf<K extends ListKey> = NonNullable<Facts[K]>[number];

/** What each source lists of one kind, with the earlier records that it answers for. */
export function listings<K extends ListKey>(
  sources: readonly FactSource[],
  kind: K,
  covers: (source: FactSource) => (earlier: RecordOf<K>) => boolean,
): readonly Listing<RecordOf<K>>[] {
  // Of most kinds a pod's namespace has nothing, in thousands of them.
  if (!sources.some(({ facts }) => recordsOf(facts, kind).length > 0)) return [];
  return sources.map((source) => ({
    records: recordsOf(source.facts, kind),
    found: source.found,
    covers: covers(source),
  }));
}

function recordsOf<K extends ListKey>(facts: Facts, kind: K): readonly RecordOf<K>[] {
  const records: readonly RecordOf<K>[] | undefined = facts[kind];
  return records ?? [];
}

function settles({ facts, found }: FactSource, kind: FactKind): boolean {
  return found.extent === 'whole' && facts.captured.includes(kind);
}

function settledKinds(sources: readonly FactSource[]): readonly FactKind[] {
  const kinds = sources.flatMap(({ facts, found }) =>
    found.extent === 'whole' ? facts.captured : [],
  );
  return [...new Set(kinds)].sort(compareText);
}

/** `ip -4 …`, `ip -f inet6 …`: both where no family is given. */
function familiesOf({ argv }: FactSource): readonly Family[] {
  const text = ` ${argv.join(' ')} `;
  if (/ (-4|-f(amily)? inet) /.test(text)) return [4];
  if (/ (-6|-f(amily)? inet6) /.test(text)) return [6];
  return [4, 6];
}

/** `ip route` lists the main table, `table all` every one. */
function coversRoute(source: FactSource): (earlier: Route) => boolean {
  return ({ family, table }) =>
    settles(source, family === 4 ? 'allTables4' : 'allTables6') ||
    (table === 'main' && settles(source, family === 4 ? 'routes4' : 'routes6'));
}

function coversRule(source: FactSource): (earlier: PolicyRule) => boolean {
  return ({ family }) => settles(source, family === 4 ? 'policyRules4' : 'policyRules6');
}

function coversNeighbor(source: FactSource): (earlier: Neighbor) => boolean {
  const families = familiesOf(source);
  return (neighbor) =>
    families.includes(neighbor.family) &&
    settles(source, isProxy(neighbor) ? 'proxyNeighbors' : 'neighbors');
}

/** An interface can answer for an address that it also has as a neighbour. */
function neighborKey(neighbor: Neighbor): string {
  return `${neighbor.device} ${neighbor.address} ${isProxy(neighbor)}`;
}

function routeKey({ evidence: _, ...route }: Route): string {
  return JSON.stringify(route);
}

function ruleKey({ evidence: _, ...rule }: PolicyRule): string {
  return JSON.stringify(rule);
}

function fdbKey({ mac, device, vlan, destination, vni, flags }: FdbEntry): string {
  return JSON.stringify([mac, device, vlan, destination, vni, flags.includes('master')]);
}

/** Of names alone (`nft list tables`) nobody can tell where packets come in. */
function takeListed(earlier: NftTable, later: NftTable): NftTable {
  return later.hooks === undefined && earlier.hooks !== undefined ? earlier : later;
}

/** Sockets that share a port (SO_REUSEPORT) are one each: their processes tell them apart. */
function socketKey({ evidence: _, ...socket }: ListeningSocket): string {
  return JSON.stringify(socket);
}
