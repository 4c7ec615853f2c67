import type { Box, BoxRole, Layout, Wire } from '@vethscope/model';
import { textIds } from './elements.ts';

export interface Visibility {
  /** Ids of the picture's elements that are not shown. */
  readonly hidden: ReadonlySet<string>;
  /** How many boxes and wires that are, to be told in the legend. */
  readonly boxes: number;
  readonly wires: number;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * What the legend's filters leave: nothing moves, things only disappear. `elsewhere`: elements that are
 * hidden one by one, see namespaceFilter.ts.
 */
export function visibilityOf(
  layout: Layout,
  hide: readonly string[],
  elsewhere = NOTHING,
): Visibility {
  const keys = new Set(hide);
  const groups = new Map(layout.groups.map((group) => [group.id, group]));
  const isElsewhere = (box: Box) =>
    elsewhere.has(box.id) || groups.get(box.id)?.members.every((id) => elsewhere.has(id)) === true;
  const hiddenBoxes = new Set<string>();
  for (const box of layout.boxes) {
    const isInside = box.parent !== undefined && hiddenBoxes.has(box.parent);
    if (isInside || isFiltered(box, keys) || isElsewhere(box)) hiddenBoxes.add(box.id);
  }
  for (const id of emptied(layout, hiddenBoxes)) hiddenBoxes.add(id);
  const wires = layout.wires.filter(
    (wire) =>
      keys.has(`edge:${wire.kind}`) ||
      (keys.has('inferred') && wire.confidence === 'inferred') ||
      endsIn(wire, hiddenBoxes),
  );
  const stubs = layout.stubs.filter(({ box }) => hiddenBoxes.has(box));
  const boxes = layout.boxes.filter(({ id }) => hiddenBoxes.has(id));
  const told = boxes.filter(({ role }) => !AROUND.has(role));
  return {
    hidden: new Set([
      ...boxes.flatMap((box) => [box.id, ...textIds(box)]),
      ...wires.map(({ id }) => id),
      ...stubs.map(({ id }) => id),
    ]),
    // A group that is closed stands for all that it holds.
    boxes: told.reduce((sum, { id }) => sum + (groups.get(id)?.count ?? 1), 0),
    wires: wires.length,
  };
}

/** Frames and what belongs to them: no things of their own. */
const AROUND: ReadonlySet<BoxRole> = new Set([
  'unseen',
  'host-pods',
  'shelf',
  'group-frame',
  'group-close',
]);

/** Frames of which nothing is left. */
function emptied({ boxes }: Layout, hidden: ReadonlySet<string>): readonly string[] {
  const filled = new Set(boxes.flatMap(({ id, parent }) => (hidden.has(id) ? [] : [parent])));
  return boxes.flatMap(({ id, role }) => (EMPTIED.has(role) && !filled.has(id) ? [id] : []));
}
const EMPTIED: ReadonlySet<BoxRole> = new Set(['unseen', 'host-pods', 'shelf']);

function isFiltered({ role, kind, confidence, state }: Box, keys: ReadonlySet<string>): boolean {
  switch (role) {
    case 'machine':
    case 'host':
    case 'routing':
    case 'shelf':
    case 'group-frame':
    case 'group-close':
    case 'node':
    case 'zone':
    case 'mesh':
      return false;
    case 'netns':
    case 'group':
    case 'tile':
    case 'host-pod':
      return (
        keys.has(kind) || (kind === 'pod' && keys.has('inferred') && confidence === 'inferred')
      );
    default:
      return keys.has(kind) || (state === 'down' && keys.has('down'));
  }
}

function endsIn({ source, target }: Wire, boxes: ReadonlySet<string>): boolean {
  return boxes.has(source) || boxes.has(target);
}
