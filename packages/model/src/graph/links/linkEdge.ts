import type { Evidence } from '../../evidence.ts';
import { uniqueEvidence } from '../../evidence.ts';
import type { Id } from '../../ids.ts';
import { edgeId, interfaceId } from '../../ids.ts';
import type { NetnsNames } from '../netnsNames.ts';
import type { NodeIndex, PlacedLink } from '../nodeIndex.ts';
import type { Confidence, EdgeKind, TopologyEdge, TunnelWay } from '../topology.ts';

/** What a rule may look at: one node, its look-ups and the names of its namespaces. */
export interface GraphContext {
  readonly index: NodeIndex;
  readonly names: NetnsNames;
}

/** One kind of relation between interfaces: a file each, listed in `links.ts`. */
export type LinkRule = (context: GraphContext) => readonly TopologyEdge[];

export function elementIdOf(context: GraphContext, { netns, link }: PlacedLink): Id {
  return interfaceId(context.index.node.name, context.names.canonical(netns), link.name);
}

export function makeEdge(edge: {
  readonly kind: EdgeKind;
  readonly source: Id;
  readonly target: Id;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly ways?: readonly TunnelWay[];
}): TopologyEdge {
  return {
    id: edgeId(edge.kind, edge.source, edge.target),
    ...edge,
    evidence: uniqueEvidence(edge.evidence),
  };
}
