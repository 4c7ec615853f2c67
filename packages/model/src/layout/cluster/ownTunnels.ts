import { compareText } from '../../evidence.ts';
import type { Box, Layout, Point, Wire } from '../layout.ts';
import type { MemberTunnel } from './clusterPlan.ts';

/**
 * The overview with a machine's tunnels one by one, straight to its peers, where only a hub stands
 * for them. Everything else stays where it is.
 */
export function withOwnTunnels(
  layout: Layout,
  own: string,
  tunnels: readonly MemberTunnel[],
): Layout {
  const byId = new Map(layout.boxes.map((box) => [box.id, box]));
  const from = byId.get(own);
  if (!from) return layout;
  const drawn = new Set(layout.wires.map(({ element }) => element));
  const wires = tunnels.flatMap(({ edge, a, b }): readonly Wire[] => {
    const to = byId.get(a === own ? b : a);
    if (drawn.has(edge.id) || !to) return [];
    const { id, kind, confidence } = edge;
    const points = [border(from, to), border(to, from)];
    return [{ id, element: id, kind, confidence, source: from.id, target: to.id, points }];
  });
  if (wires.length === 0) return layout;
  const all = [...layout.wires, ...wires].sort((one, other) => compareText(one.id, other.id));
  return { ...layout, wires: all };
}

/** Where the line between the middles of two boxes leaves the first. */
function border(box: Box, other: Box): Point {
  const [a, b] = [middle(box), middle(other)];
  const run = { x: b.x - a.x, y: b.y - a.y };
  const share = Math.min(
    run.x === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(run.x),
    run.y === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(run.y),
  );
  const reach = Math.min(1, share);
  return { x: Math.round(a.x + run.x * reach), y: Math.round(a.y + run.y * reach) };
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
