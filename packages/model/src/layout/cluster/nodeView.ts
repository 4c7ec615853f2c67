import type { HostElement, Topology, TopologyEdge, TopologyNode } from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';
import { edgeId, peersId } from '../../ids.ts';
import { memberFinder } from './clusterPlan.ts';

/** One node of a cluster, as far as its own picture shows it. */
export interface NodeView {
  readonly topology: Topology;
  /** Edges that stand for the tunnels to all peers together, and how many those are. */
  readonly bundles: ReadonlyMap<Id, number>;
}

/** More peers than these are one box: a hundred would be a picture of nothing else. */
export const MOST_PEERS = 8;

/**
 * A node with what is in it and what it leads to. Of other nodes no more than a box for each that a
 * tunnel or a gateway leads to; an edge to one ends at the machine, under its own id.
 */
export function nodeView(topology: Topology, machine: Id): NodeView {
  const memberOf = memberFinder(topology.nodes);
  const byId = new Map<Id, TopologyNode>(topology.nodes.map((node) => [node.id, node]));
  const inside = topology.nodes.filter((node) => isInside(node, machine, memberOf));
  const own = new Set(inside.map(({ id }) => id));
  const outside = new Map<Id, TopologyNode>();
  const edges: TopologyEdge[] = [];
  const peerEdges: TopologyEdge[] = [];
  for (const edge of topology.edges) {
    const ends = [edge.source, edge.target].filter((id) => own.has(id));
    const [near] = ends;
    if (ends.length === 2) {
      edges.push(edge);
    } else if (near !== undefined) {
      const far = byId.get(edge.source === near ? edge.target : edge.source);
      if (far?.kind === 'external') {
        outside.set(far.id, far);
        edges.push(edge);
      } else if (far) {
        peerEdges.push(edge);
      }
    }
  }
  for (const edge of topology.edges) {
    const gateway = edge.kind === 'gateway' && outside.has(edge.source) && byId.get(edge.target);
    if (!gateway || own.has(gateway.id)) continue;
    if (gateway.kind === 'external') {
      outside.set(gateway.id, gateway);
      edges.push(edge);
    }
  }
  const peers = peerBoxes(peerEdges, machine, memberOf, byId);
  return {
    topology: {
      ...topology,
      nodes: [...inside, ...outside.values(), ...peers.nodes],
      edges: [...edges, ...peers.edges],
    },
    bundles: peers.bundles,
  };
}

function isInside(node: TopologyNode, machine: Id, memberOf: (id: Id) => Id | undefined): boolean {
  if (node.kind === 'pod') return node.netns !== undefined && memberOf(node.netns) === machine;
  return node.kind !== 'external' && memberOf(node.id) === machine;
}

interface PeerBoxes {
  readonly nodes: readonly HostElement[];
  readonly edges: readonly TopologyEdge[];
  readonly bundles: ReadonlyMap<Id, number>;
}

function peerBoxes(
  edges: readonly TopologyEdge[],
  machine: Id,
  memberOf: (id: Id) => Id | undefined,
  byId: ReadonlyMap<Id, TopologyNode>,
): PeerBoxes {
  const led = edges.flatMap((edge) => {
    const isSource = memberOf(edge.source) === machine;
    const far = memberOf(isSource ? edge.target : edge.source);
    const peer = far === undefined ? undefined : byId.get(far);
    return peer?.kind === 'node'
      ? [{ edge, peer, near: isSource ? edge.source : edge.target, isSource }]
      : [];
  });
  const peers = new Map(led.map(({ peer }) => [peer.id, peer]));
  if (peers.size <= MOST_PEERS) {
    return {
      nodes: [...peers.values()],
      edges: led.map(({ edge, peer, isSource }) =>
        isSource ? { ...edge, target: peer.id } : { ...edge, source: peer.id },
      ),
      bundles: new Map(),
    };
  }
  const id = peersId(machine);
  const all: HostElement = {
    ...{ id, kind: 'node', label: `${peers.size} other nodes`, captured: true, evidence: [] },
  };
  const counts = new Map<Id, number>();
  const bundles = new Map<Id, TopologyEdge>();
  for (const { edge, near } of led) {
    const bundle = edgeId(edge.kind, near, id);
    counts.set(bundle, (counts.get(bundle) ?? 0) + 1);
    const isDoubtful = bundles.get(bundle)?.confidence === 'inferred';
    const confidence = isDoubtful ? 'inferred' : edge.confidence;
    bundles.set(bundle, { ...edge, id: bundle, source: near, target: id, confidence });
  }
  return { nodes: [all], edges: [...bundles.values()], bundles: counts };
}
