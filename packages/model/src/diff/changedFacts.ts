import { compareText } from '../evidence.ts';
import { type Id, netnsId, nodeId } from '../ids.ts';
import type { NftTable } from '../snapshot/nftTable.ts';
import { isProxy, type Neighbor } from '../snapshot/route.ts';
import type { NetnsSnapshot, NodeSnapshot, Snapshot } from '../snapshot/snapshot.ts';
import { isLearnedSet } from './learnedSet.ts';
import { isConfiguredFdb } from './records/neighborRecords.ts';

/** Records of a kind that are not the same any more, in a namespace or of a whole node. */
export interface ChangedFacts {
  /** `netns/HOST/NAME`, or `node/HOST` for what belongs to no namespace. */
  readonly id: Id;
  /** In the order in which a snapshot lists them. */
  readonly facts: readonly FactName[];
}

export type FactName = (typeof NETNS_FACTS)[number] | (typeof NODE_FACTS)[number];

const NETNS_FACTS = [
  'links',
  'netnsNames',
  'routes',
  'policyRules',
  'neighbors',
  'fdb',
  'bridgeVlans',
  'iptables',
  'nftTables',
  'ipsets',
  'sysctls',
  'sockets',
] as const satisfies readonly (keyof NetnsSnapshot)[];

const NODE_FACTS = [
  'kubernetes',
  'runtime',
  'firewalldZones',
  'unmanagedDevices',
] as const satisfies readonly (keyof NodeSnapshot)[];

/** Places in the capture, and what counts up or runs out by itself. */
const NO_DIFFERENCE: ReadonlySet<string> = new Set([
  'evidence',
  'counters',
  'statistics',
  'validLifetime',
  'preferredLifetime',
  'timeout',
  'expires',
  'created',
  'age',
]);

/**
 * Which records differ between two snapshots, also where the topology is the same: a rule replaced
 * by another, a sysctl, an ipset's member. Counters, lifetimes, places in the capture, and
 * neighbours and FDB entries that the kernel learned are no difference. Namespaces that are in only
 * one of the two are left to `diffTopology`. Sorted by id.
 */
export function changedFacts(before: Snapshot, after: Snapshot): readonly ChangedFacts[] {
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  return after.nodes
    .flatMap((node) => {
      const earlier = old.get(node.name);
      return earlier ? changedInNode(earlier, node) : [];
    })
    .filter(({ facts }) => facts.length > 0)
    .sort((a, b) => compareText(a.id, b.id));
}

function changedInNode(before: NodeSnapshot, after: NodeSnapshot): readonly ChangedFacts[] {
  const old = new Map(before.namespaces.map((netns) => [netns.name, netns]));
  return [
    {
      id: nodeId(after.name),
      facts: NODE_FACTS.filter((fact) => differs(before[fact], after[fact])),
    },
    ...after.namespaces.flatMap((netns) => {
      const earlier = old.get(netns.name);
      if (!earlier) return [];
      const [a, b] = [settled(earlier), settled(netns)];
      const facts = NETNS_FACTS.filter((fact) => differs(a[fact], b[fact]));
      return [{ id: netnsId(after.name, netns.name), facts }];
    }),
  ];
}

/** Without what traffic alone brings and takes away. */
function settled(netns: NetnsSnapshot): NetnsSnapshot {
  return {
    ...netns,
    neighbors: netns.neighbors.filter(isConfiguredNeighbor),
    fdb: netns.fdb.filter(isConfiguredFdb),
    nftTables: netns.nftTables.map(withoutLearnedSets),
  };
}

function withoutLearnedSets(table: NftTable): NftTable {
  const { sets } = table;
  return sets ? { ...table, sets: sets.filter((set) => !isLearnedSet(set)) } : table;
}

function isConfiguredNeighbor(neighbor: Neighbor): boolean {
  return neighbor.states.includes('PERMANENT') || isProxy(neighbor);
}

function differs(before: unknown, after: unknown): boolean {
  return comparable(before) !== comparable(after);
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    NO_DIFFERENCE.has(key) ? undefined : inner,
  );
}
