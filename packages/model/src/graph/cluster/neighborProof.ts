import type { Evidence } from '../../evidence.ts';
import type { Ip } from '../../net/ip.ts';
import type { Link } from '../../snapshot/link.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { PlacedLink } from '../nodeIndex.ts';

/** What can be seen by others on its network: an address, on a NIC with a MAC address. */
export interface NeighborCandidate {
  readonly context: GraphContext;
  readonly placed: PlacedLink;
  readonly ip: Ip;
}

/** NICs of several nodes that are on one Ethernet segment. */
type Segment = ReadonlySet<Link>;

export interface Segments {
  of(link: Link): Segment | undefined;
  /** The neighbour entries that show it: those of the NIC, and those of others for it. */
  evidence(link: Link): readonly Evidence[];
}

/**
 * Which NICs neighbour entries show to be on one segment: `10.0.0.12 dev eth1 lladdr
 * 00:15:5d:00:00:12` on one node is an address of another one, with the MAC address of its NIC.
 */
export function neighborSegments(members: readonly NeighborCandidate[]): Segments {
  const byAddress = new Map<Ip, NeighborCandidate[]>();
  for (const member of members) {
    const known = byAddress.get(member.ip);
    if (known) known.push(member);
    else byAddress.set(member.ip, [member]);
  }
  const segments = new Map(members.map(({ placed }) => [placed.link, new Set([placed.link])]));
  const join = (a: Link, b: Link) => {
    const [small, large] = [segments.get(a), segments.get(b)].sort((x, y) => sizeOf(x) - sizeOf(y));
    if (!small || !large || small === large) return;
    for (const link of small) {
      large.add(link);
      segments.set(link, large);
    }
  };
  const proofs = new Map<Link, Evidence[]>(members.map(({ placed }) => [placed.link, []]));
  for (const { context, placed } of onePerNic(members)) {
    for (const { device, address, mac, evidence } of context.index.host?.neighbors ?? []) {
      if (device !== placed.link.name || mac === undefined) continue;
      for (const { context: other, placed: seen } of byAddress.get(address) ?? []) {
        if (other === context || seen.link.mac !== mac) continue;
        join(placed.link, seen.link);
        for (const link of [placed.link, seen.link]) proofs.get(link)?.push(evidence);
      }
    }
  }
  return { of: (link) => segments.get(link), evidence: (link) => proofs.get(link) ?? [] };
}

/** Of members with one prefix the most that are on one segment; the others may be elsewhere. */
export function onOneSegment<T extends NeighborCandidate>(
  members: readonly T[],
  segments: Segments,
): ReadonlySet<T> {
  const sets = new Map<Segment, T[]>();
  for (const member of members) {
    const segment = segments.of(member.placed.link);
    if (segment) sets.set(segment, [...(sets.get(segment) ?? []), member]);
  }
  const largest = [...sets.values()].reduce<readonly T[]>(
    (best, set) => (set.length > best.length ? set : best),
    [],
  );
  const nodes = new Set(largest.map(({ context }) => context));
  return nodes.size > 1 ? new Set(largest) : new Set();
}

function onePerNic(members: readonly NeighborCandidate[]): Iterable<NeighborCandidate> {
  return new Map(members.map((member) => [member.placed.link, member])).values();
}

function sizeOf(set: Segment | undefined): number {
  return set?.size ?? 0;
}
