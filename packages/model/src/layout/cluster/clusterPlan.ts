import { compareText } from '../../evidence.ts';
import type {
  ExternalElement,
  HostElement,
  Topology,
  TopologyEdge,
  TopologyNode,
} from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';

/** A machine as the overview draws it, or a tunnel's far end of which no machine is known. */
export interface ClusterMember {
  readonly element: HostElement | ExternalElement;
  /** Of `network` elements, sorted. */
  readonly networks: readonly Id[];
}

/** A tunnel between two members; `a` sorts before `b`. */
export interface MemberTunnel {
  readonly edge: TopologyEdge;
  readonly a: Id;
  readonly b: Id;
  /** Tunnels of one kind and VNI can be one mesh. */
  readonly group: string;
}

/** An address on a network that the overview draws. */
interface MemberNetwork {
  readonly edge: TopologyEdge;
  readonly member: Id;
  readonly network: Id;
}

export interface ClusterPlan {
  readonly members: readonly ClusterMember[];
  readonly tunnels: readonly MemberTunnel[];
  readonly attachments: readonly MemberNetwork[];
  readonly networks: readonly ExternalElement[];
  readonly gateways: readonly ExternalElement[];
}

/** Nodes of which somebody looked inside: with more than one there is an overview. */
export function capturedNodes(topology: Topology): readonly HostElement[] {
  return topology.nodes
    .filter((node): node is HostElement => node.kind === 'node' && node.captured)
    .sort((a, b) => compareNames(a.label, b.label) || compareText(a.id, b.id));
}

/** Every tunnel between machines, or from one to an end of which no machine is known; by id. */
export function clusterTunnels({ nodes, edges }: Topology): readonly MemberTunnel[] {
  const memberOf = memberFinder(nodes);
  return [...edges]
    .sort((a, b) => compareText(a.id, b.id))
    .flatMap((edge) => memberTunnel(edge, memberOf));
}

/** What a cluster's overview is made of: machines by name, everything else by id. */
export function planCluster(topology: Topology): ClusterPlan {
  const nodes = [...topology.nodes].sort((a, b) => compareText(a.id, b.id));
  const edges = [...topology.edges].sort((a, b) => compareText(a.id, b.id));
  const memberOf = memberFinder(nodes);
  const tunnels = clusterTunnels(topology);
  const inTunnels = new Set(tunnels.flatMap(({ a, b }) => [a, b]));
  const attachments = edges.flatMap((edge): readonly MemberNetwork[] => {
    const member = edge.kind === 'network' ? memberOf(edge.source) : undefined;
    return member === undefined ? [] : [{ edge, member, network: edge.target }];
  });
  const networksOf = new Map<Id, Set<Id>>();
  for (const { member, network } of attachments) {
    networksOf.set(member, (networksOf.get(member) ?? new Set()).add(network));
  }
  const externals = nodes.filter((node) => node.kind === 'external');
  const members = [
    ...nodes.filter((node) => node.kind === 'node'),
    ...externals.filter(({ id, role }) => role === 'vtep' && inTunnels.has(id)),
  ]
    .sort((a, b) => compareMembers(a, b) || compareText(a.id, b.id))
    .map((element) => ({ element, networks: [...(networksOf.get(element.id) ?? [])].sort() }));
  const used = new Set(attachments.map(({ network }) => network));
  const behind = new Set(
    edges.filter(({ kind, source }) => kind === 'gateway' && used.has(source)).map((e) => e.target),
  );
  return {
    members,
    tunnels,
    attachments,
    networks: externals.filter(({ id, role }) => role === 'network' && used.has(id)),
    gateways: externals.filter(({ id, role }) => role === 'gateway' && behind.has(id)),
  };
}

/** Captured nodes, those that are only known by name, then ends of which no machine is known. */
function compareMembers(
  a: HostElement | ExternalElement,
  b: HostElement | ExternalElement,
): number {
  const rank = (one: HostElement | ExternalElement) =>
    one.kind === 'external' ? 2 : one.captured ? 0 : 1;
  return rank(a) - rank(b) || compareNames(a.label, b.label);
}

/** `worker2` before `worker10`. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.match(/\d+|\D+/g) ?? []);
  for (const [i, part] of (left ?? []).entries()) {
    const other = right?.[i];
    if (other === undefined) return 1;
    const difference = Number(part) - Number(other);
    if (Number.isFinite(difference) && difference !== 0) return difference;
    if (Number.isNaN(difference) && part !== other) return compareText(part, other);
  }
  return compareText(a, b);
}

/** The machine that an interface, a namespace or a tunnel's end belongs to; an end's own id else. */
export function memberFinder(nodes: readonly TopologyNode[]): (id: Id) => Id | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const find = (id: Id): Id | undefined => {
    const element = byId.get(id);
    switch (element?.kind) {
      case 'node':
        return element.id;
      case 'interface':
        return find(element.netns);
      case 'netns':
        return element.parent;
      case 'external':
        if (element.role !== 'vtep') return undefined;
        return element.node !== undefined && byId.has(element.node) ? element.node : element.id;
      default:
        return undefined;
    }
  };
  return find;
}

function memberTunnel(
  edge: TopologyEdge,
  memberOf: (id: Id) => Id | undefined,
): readonly MemberTunnel[] {
  if (edge.kind !== 'vxlan-tunnel' && edge.kind !== 'ipip-tunnel') return [];
  const [a, b] = [memberOf(edge.source), memberOf(edge.target)];
  if (a === undefined || b === undefined || a === b) return [];
  const vni = edge.ways?.[0]?.facts.find(({ kind }) => kind === 'vni')?.value ?? '';
  const group = edge.kind === 'vxlan-tunnel' ? `VXLAN ${vni}`.trim() : 'IP in IP';
  return [{ edge, ...(a < b ? { a, b } : { a: b, b: a }), group }];
}
