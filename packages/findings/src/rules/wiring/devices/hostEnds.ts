import type { Id, TopologyEdge } from '@vethscope/model';
import type { Interface, Namespace } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** The end in the node's own namespace of a veth that leads to another one. */
export interface HostEnd {
  readonly near: Interface;
  /** Absent: only the namespace is known, nobody looked inside. */
  readonly far: Interface | undefined;
  readonly edge: TopologyEdge;
}

/** The veths between the node's own namespace and another one of its namespaces. */
export function hostEndsOf(
  context: FindingContext,
  host: Namespace,
  netns: Id,
): readonly HostEnd[] {
  const inside = context.network.namespaces.get(netns);
  const edges = inside
    ? [...inside.interfaces.values()].flatMap((far) => far.edges)
    : context.edgesOf(netns);
  return edges.flatMap((edge) => {
    if (edge.kind !== 'veth') return [];
    const ends = [edge.source, edge.target].map((id) => context.network.interfaces.get(id));
    const near = ends.find((end) => end?.netns === host);
    return near ? [{ near, far: ends.find((end) => end && end !== near), edge }] : [];
  });
}
