import type { Topology } from '@vethscope/model';
import type { DrawnPicture } from '../topology/drawnPicture.ts';

/**
 * The topology as far as the picture shows it: without what filters hide. What stands in a closed
 * group is shown, only folded, unless the group is hidden.
 */
export function viewTopology({ layout, content, hidden }: DrawnPicture): Topology {
  const hides = (parts: readonly { readonly id: string; readonly element?: string }[]) =>
    parts.flatMap(({ id, element }) => (hidden.has(id) && element !== undefined ? [element] : []));
  const folded = layout.groups.flatMap(({ id, isOpen, members }) =>
    !isOpen && hidden.has(id) ? members : [],
  );
  const gone = new Set<string>([...hides(layout.boxes), ...hides(layout.wires), ...folded]);
  if (gone.size === 0) return content;
  const nodes = content.nodes.filter(({ id }) => !gone.has(id));
  const left = new Set<string>(nodes.map(({ id }) => id));
  return {
    ...content,
    nodes,
    edges: content.edges.filter(
      ({ id, source, target }) => !gone.has(id) && left.has(source) && left.has(target),
    ),
  };
}
