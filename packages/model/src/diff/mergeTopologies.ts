import { compareText } from '../evidence.ts';
import type { Topology } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { TopologyDiff } from './diffTopology.ts';

/**
 * Both captures on one picture: all that is there after, and what went since, as it was before.
 * What is in both is the later one's; so are the diagnostics. Where something hung before and does
 * not any more is told by the edges that went. Sorted by id, like every topology.
 */
export function mergeTopologies(
  before: Topology,
  after: Topology,
  { removed }: Pick<TopologyDiff, 'removed'>,
): Topology {
  const went = new Set(removed.map(({ id }) => id));
  const merge = <T extends { readonly id: Id }>(old: readonly T[], now: readonly T[]) =>
    [...now, ...old.filter(({ id }) => went.has(id))].sort((a, b) => compareText(a.id, b.id));
  const nodes = merge(before.nodes, after.nodes);
  const known = new Set(nodes.map(({ id }) => id));
  return {
    ...after,
    nodes,
    // What went can have hung on something that nobody can tell of now: that is not drawn.
    edges: merge(before.edges, after.edges).filter(
      ({ source, target }) => known.has(source) && known.has(target),
    ),
    services: merge(before.services, after.services),
  };
}
