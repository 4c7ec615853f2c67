import type { Diagnostic } from '../../evidence.ts';
import { compareText } from '../../evidence.ts';
import type { Id } from '../../ids.ts';
import { networkId } from '../../ids.ts';
import type { Ip, Prefix } from '../../net/ip.ts';
import { familyWidth, isLinkLocal, networkOf, prefixAddress, prefixLength } from '../../net/ip.ts';
import type { InterfaceAddress } from '../../snapshot/link.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import { elementIdOf, makeEdge } from '../links/linkEdge.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import type { Confidence, ExternalElement, TopologyEdge } from '../topology.ts';
import { hostLinks } from './clusterIndex.ts';
import { facesOutside } from './facesOutside.ts';
import type { Segments } from './neighborProof.ts';
import { neighborSegments, onOneSegment } from './neighborProof.ts';

/** An address of a NIC, and the network that it is on. */
export interface NetworkMember {
  readonly context: GraphContext;
  readonly placed: PlacedLink;
  readonly address: InterfaceAddress;
  readonly prefix: Prefix;
  readonly ip: Ip;
  readonly id: Id;
}

export interface Networks {
  readonly elements: readonly ExternalElement[];
  readonly edges: readonly TopologyEdge[];
  readonly members: readonly NetworkMember[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The networks that nodes' NICs are on. Nodes with one prefix share one network: proven where a node
 * has another one's address among its neighbours, with the MAC address of that one's NIC; otherwise
 * only the prefix says so. Bridges for pods are no NICs: cni0 has the same prefix on every node.
 */
export function underlayNetworks(contexts: readonly GraphContext[]): Networks {
  const all = contexts.flatMap(addressesOutside);
  const byPrefix = new Map<Prefix, Omit<NetworkMember, 'id'>[]>();
  for (const member of all) {
    const group = byPrefix.get(member.prefix);
    if (group) group.push(member);
    else byPrefix.set(member.prefix, [member]);
  }
  const twins = twinsOf(all);
  const segments = neighborSegments(all);
  const groups = [...byPrefix.values()].flatMap((members) =>
    groupMembers(members, onOneSegment(members, segments), twins),
  );
  return {
    elements: groups.flatMap(({ members }) => members.map(networkElement)),
    edges: groups.flatMap((group) => networkEdges(group, segments)),
    members: groups.flatMap(({ members }) => members),
    diagnostics: groups.flatMap(apartDiagnostics),
  };
}

function addressesOutside(context: GraphContext): readonly Omit<NetworkMember, 'id'>[] {
  return hostLinks(context)
    .filter((placed) => facesOutside(context, placed))
    .flatMap((placed) =>
      placed.link.addresses.filter(isUnderlayAddress).map((address) => ({
        context,
        placed,
        address,
        prefix: networkOf(address.prefix),
        ip: prefixAddress(address.prefix),
      })),
    );
}

function isUnderlayAddress(address: InterfaceAddress): boolean {
  return address.scope !== 'link' && prefixLength(address.prefix) < familyWidth(address.family);
}

interface MemberGroup {
  readonly members: readonly NetworkMember[];
  /** Members that neighbour entries join to one another; the others are there by their prefix. */
  readonly proven: ReadonlySet<Id>;
  /** Why this node is not on one network with others of the same prefix. */
  readonly apart?: string;
}

/** By node what tells it apart: two captures of one machine have all addresses in common. */
function twinsOf(members: readonly Omit<NetworkMember, 'id'>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string[]>();
  for (const member of members) {
    const { name, mac } = member.placed.link;
    const known = found.get(nodeOf(member)) ?? [];
    found.set(nodeOf(member), [...known, `${name} ${mac} ${member.address.prefix}`]);
  }
  return new Map([...found].map(([node, own]) => [node, own.sort().join('\n')]));
}

/**
 * `10.0.2.15/24` on two nodes is two networks, as behind VirtualBox' NAT: an address is only once on
 * a network. So is a link-local prefix. Neighbour entries that say otherwise win.
 */
function groupMembers(
  members: readonly Omit<NetworkMember, 'id'>[],
  joined: ReadonlySet<Omit<NetworkMember, 'id'>>,
  twins: ReadonlyMap<string, string>,
): readonly MemberGroup[] {
  const nodes = new Set(members.map(nodeOf));
  const [first] = members;
  if (!first) return [];
  const holders = new Map<Ip, Set<string>>();
  for (const member of members) {
    holders.set(member.ip, (holders.get(member.ip) ?? new Set()).add(nodeOf(member)));
  }
  const whyApart = (member: Omit<NetworkMember, 'id'>): string | undefined => {
    if (nodes.size < 2 || joined.has(member)) return undefined;
    if (isLinkLocal(member.ip)) return 'the prefix is link-local';
    const own = twins.get(nodeOf(member));
    const others = [...(holders.get(member.ip) ?? [])].filter((node) => twins.get(node) !== own);
    return others.length === 0 ? undefined : `${others.sort().join(' and ')} has ${member.ip}, too`;
  };
  const shared = members.filter((member) => whyApart(member) === undefined);
  const groups: MemberGroup[] = [];
  if (shared.length > 0) {
    const id = networkId(first.prefix);
    const own = shared.map((member): NetworkMember => ({ ...member, id }));
    const proven = new Set(shared.filter((member) => joined.has(member)).map(interfaceOf));
    groups.push({ members: own, proven });
  }
  for (const member of members) {
    const apart = whyApart(member);
    if (apart === undefined) continue;
    const id = networkId(`${first.prefix}%${nodeOf(member)}/${member.placed.link.name}`);
    groups.push({ members: [{ ...member, id }], proven: new Set(), apart });
  }
  return groups;
}

function networkElement({ id, prefix, address }: NetworkMember): ExternalElement {
  return {
    id,
    kind: 'external',
    role: 'network',
    label: prefix,
    network: prefix,
    evidence: [address.evidence],
  };
}

function networkEdges(
  { members, proven, apart }: MemberGroup,
  segments: Segments,
): readonly TopologyEdge[] {
  const nodes = new Set(members.map(nodeOf));
  return members.map((member) => {
    const source = interfaceOf(member);
    const { link } = member.placed;
    const head = `${link.name} has ${member.address.prefix}`;
    const isProven = nodes.size < 2 || proven.has(source);
    const others = [...nodes].filter((node) => node !== nodeOf(member)).sort(compareText);
    const tail =
      apart === undefined
        ? sharedWords(others, isProven ? 'proven' : 'inferred')
        : apartWords(apart);
    return makeEdge({
      kind: 'network',
      source,
      target: member.id,
      confidence: isProven ? 'proven' : 'inferred',
      reason: `${head}${tail}`,
      evidence: [
        member.address.evidence,
        ...(isProven && nodes.size > 1 ? segments.evidence(link) : []),
      ],
    });
  });
}

function sharedWords(others: readonly string[], confidence: Confidence): string {
  if (others.length === 0) return '';
  return confidence === 'proven'
    ? `, and neighbour entries show that it is on one network with ${inWords(others)}`
    : `; that ${inWords(others)} ${others.length === 1 ? 'is' : 'are'} on the same network follows from the prefix alone`;
}

function apartWords(apart: string): string {
  return `; not one network with others of this prefix: ${apart}`;
}

function apartDiagnostics({ members, apart }: MemberGroup): readonly Diagnostic[] {
  if (apart === undefined) return [];
  return members.map((member) => ({
    ...member.address.evidence,
    severity: 'info',
    message: `${nodeOf(member)}'s ${member.prefix} is shown as a network of its own: ${apart}`,
  }));
}

function inWords(nodes: readonly string[]): string {
  return nodes.length > 3 ? `${nodes.length} other nodes` : nodes.join(', ');
}

function nodeOf({ context }: Pick<NetworkMember, 'context'>): string {
  return context.index.node.name;
}

function interfaceOf({ context, placed }: Pick<NetworkMember, 'context' | 'placed'>): Id {
  return elementIdOf(context, placed);
}
