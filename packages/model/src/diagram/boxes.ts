import type { Topology, TopologyEdge, TopologyNode } from '../graph/topology.ts';

/** Elements by the one that they are drawn in; under `undefined` those that stand by themselves. */
export type Boxes = ReadonlyMap<string | undefined, readonly TopologyNode[]>;

export function groupByParent(nodes: readonly TopologyNode[]): Boxes {
  const ids = new Set<string>(nodes.map(({ id }) => id));
  const boxes = new Map<string | undefined, TopologyNode[]>();
  for (const node of nodes) {
    const parent = node.parent !== undefined && ids.has(node.parent) ? node.parent : undefined;
    const box = boxes.get(parent);
    if (box) box.push(node);
    else boxes.set(parent, [node]);
  }
  return boxes;
}

/** All edges but those that a box says already: a pod drawn inside its namespace. */
export function edgesBetween({ nodes, edges }: Topology): readonly TopologyEdge[] {
  const parents = new Map<string, string | undefined>(nodes.map(({ id, parent }) => [id, parent]));
  return edges.filter(
    ({ kind, confidence, source, target }) =>
      kind !== 'pod-netns' || confidence !== 'proven' || parents.get(source) !== target,
  );
}
