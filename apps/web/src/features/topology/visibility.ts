import type { Box, Layout, Wire } from '@vethscope/model';
import { textIds } from './elements.ts';

export interface Visibility {
  /** Ids of the picture's elements that are not shown. */
  readonly hidden: ReadonlySet<string>;
  /** How many boxes and wires that are, to be told in the legend. */
  readonly boxes: number;
  readonly wires: number;
}

/** What the legend's filters leave: nothing moves, things only disappear. */
export function visibilityOf(layout: Layout, hide: readonly string[]): Visibility {
  const keys = new Set(hide);
  const hiddenBoxes = new Set<string>();
  for (const box of layout.boxes) {
    const isInside = box.parent !== undefined && hiddenBoxes.has(box.parent);
    if (isInside || isFiltered(box, keys)) hiddenBoxes.add(box.id);
  }
  const wires = layout.wires.filter(
    (wire) =>
      keys.has(`edge:${wire.kind}`) ||
      (keys.has('inferred') && wire.confidence === 'inferred') ||
      endsIn(wire, hiddenBoxes),
  );
  const stubs = layout.stubs.filter(({ box }) => hiddenBoxes.has(box));
  const boxes = layout.boxes.filter(({ id }) => hiddenBoxes.has(id));
  const inGroup = new Map(layout.groups.map(({ id, count }) => [id, count]));
  const told = boxes.filter(({ role }) => role !== 'unseen' && role !== 'host-pods');
  return {
    hidden: new Set([
      ...boxes.flatMap((box) => [box.id, ...textIds(box)]),
      ...wires.map(({ id }) => id),
      ...stubs.map(({ id }) => id),
    ]),
    // A group that is closed stands for all that it holds.
    boxes: told.reduce((sum, { id }) => sum + (inGroup.get(id) ?? 1), 0),
    wires: wires.length,
  };
}

function isFiltered({ role, kind, confidence }: Box, keys: ReadonlySet<string>): boolean {
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
      return keys.has(kind);
  }
}

function endsIn({ source, target }: Wire, boxes: ReadonlySet<string>): boolean {
  return boxes.has(source) || boxes.has(target);
}
