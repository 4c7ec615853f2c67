import type { Box, Point, Wire } from '../layout.ts';
import type { Mesh } from './meshes.ts';

/** A machine's tunnels one by one, straight to its peers, where only a hub stands for them. */
export function ownTunnels(
  own: string | undefined,
  hubs: readonly Mesh[],
  boxes: readonly Box[],
): readonly Wire[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const from = own === undefined ? undefined : byId.get(own);
  if (!from) return [];
  return hubs
    .flatMap(({ tunnels }) => tunnels)
    .flatMap(({ edge, a, b }): readonly Wire[] => {
      const to = byId.get(a === own ? b : a);
      if ((a !== own && b !== own) || !to) return [];
      const { id, kind, confidence } = edge;
      const points = [border(from, to), border(to, from)];
      return [{ id, element: id, kind, confidence, source: from.id, target: to.id, points }];
    });
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
