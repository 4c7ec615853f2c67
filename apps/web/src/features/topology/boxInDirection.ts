import type { Box, BoxRole, Layout } from '@vethscope/model';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Boxes that can be chosen and do not stand around others of them that are drawn. */
const STEPS: ReadonlySet<BoxRole> = new Set([
  'interface',
  'external',
  'host-pod',
  'unseen-netns',
  'tile',
  'node',
]);

/**
 * The box to which a step from another leads: ahead of its middle, and near; what is off to the side
 * counts twice. From nowhere the first one, from the upper left.
 */
export function boxInDirection(
  { boxes }: Layout,
  hidden: ReadonlySet<string>,
  from: string | undefined,
  direction: Direction,
): Box | undefined {
  const start = boxes.find(({ id }) => id === from);
  const others = boxes.filter(
    ({ id, role, element }) =>
      STEPS.has(role) && element !== undefined && id !== from && !hidden.has(id),
  );
  if (!start) return least(others, ({ x, y }) => y * 4 + x);
  const middle = middleOf(start);
  return least(others, (box) => {
    const { x, y } = middleOf(box);
    const [dx, dy] = [x - middle.x, y - middle.y];
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx);
    return ahead <= 1 ? undefined : ahead + 2 * aside;
  });
}

function middleOf({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The first with the least cost; what has none is left out. */
function least(boxes: readonly Box[], costOf: (box: Box) => number | undefined): Box | undefined {
  let best: { readonly box: Box; readonly cost: number } | undefined;
  for (const box of boxes) {
    const cost = costOf(box);
    if (cost !== undefined && (!best || cost < best.cost)) best = { box, cost };
  }
  return best?.box;
}
