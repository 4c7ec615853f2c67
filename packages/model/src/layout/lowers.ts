import type { Id } from '../ids.ts';
import { cardWidth } from './cards.ts';
import { COLUMN_GAP, GROUP_GAP } from './metrics.ts';
import { placeNear } from './placeNear.ts';
import type { LowerInterface } from './plan.ts';
import type { TopologyIndex } from './topologyIndex.ts';

export interface PlacedLower extends LowerInterface {
  readonly left: number;
  readonly width: number;
}

/** Beside what sits on an interface: where its own line to the routing, or past it, runs. */
const SIDE_LANE = 18;

/**
 * The interfaces below the routing: what belongs together as one block, blocks from left to right
 * by ifindex, in each block whatever sits on something above the middle of it.
 */
export function placeLowers(
  lowers: readonly LowerInterface[],
  index: TopologyIndex,
): { readonly placed: readonly PlacedLower[]; readonly width: number } {
  const placed: PlacedLower[] = [];
  let left = 0;
  for (const block of blocksOf(lowers)) {
    const part = placeBlock(block);
    placed.push(...part.map((item) => ({ ...item, left: item.left + left })));
    const reach = Math.max(...part.map((item) => item.left + item.width));
    left += reach + (hasWireOutside(block, index) ? SIDE_LANE : 0) + GROUP_GAP;
  }
  return { placed, width: Math.max(0, left - GROUP_GAP) };
}

/** What is connected, by the first ifindex of each. */
function blocksOf(lowers: readonly LowerInterface[]): readonly (readonly LowerInterface[])[] {
  const roots = new Map<Id, Id>(lowers.map(({ element }) => [element.id, element.id]));
  const rootOf = (id: Id): Id => {
    const up = roots.get(id);
    return up === undefined || up === id ? id : rootOf(up);
  };
  for (const { element, below } of lowers) {
    for (const to of below) roots.set(rootOf(to), rootOf(element.id));
  }
  const blocks = new Map<Id, LowerInterface[]>();
  for (const lower of lowers) {
    const root = rootOf(lower.element.id);
    blocks.set(root, [...(blocks.get(root) ?? []), lower]);
  }
  return [...blocks.values()];
}

function placeBlock(block: readonly LowerInterface[]): readonly PlacedLower[] {
  const widths = blockWidths(block);
  const widthOf = (id: Id) => widths.get(id) ?? 0;
  const lefts = new Map<Id, number>();
  const middleOf = (id: Id) => (lefts.get(id) ?? 0) + widthOf(id) / 2;
  const layers = Math.max(...block.map(({ layer }) => layer));
  for (let layer = 0; layer <= layers; layer++) {
    const row = block
      .filter((lower) => lower.layer === layer)
      .map((lower) => ({ lower, wish: mean(lower.below.map(middleOf)) }))
      .sort((a, b) => a.wish - b.wish);
    const wishes = row.map(({ lower, wish }) => ({
      width: widthOf(lower.element.id),
      middle: wish,
    }));
    for (const [i, left] of placeNear(wishes, COLUMN_GAP).entries()) {
      const lower = row[i]?.lower;
      if (lower) lefts.set(lower.element.id, left);
    }
  }
  const first = Math.min(...lefts.values());
  return block.map((lower) => ({
    ...lower,
    left: (lefts.get(lower.element.id) ?? 0) - first,
    width: widthOf(lower.element.id),
  }));
}

/** A device is as wide as what sits on it and on nothing else, with a lane at either side. */
function blockWidths(block: readonly LowerInterface[]): ReadonlyMap<Id, number> {
  const widths = new Map<Id, number>();
  const topDown = [...block].sort((a, b) => b.layer - a.layer);
  for (const { element } of topDown) {
    const above = block.filter(({ below }) => below.length === 1 && below[0] === element.id);
    const span = above.reduce(
      (sum, lower) => sum + (widths.get(lower.element.id) ?? 0) + COLUMN_GAP,
      -COLUMN_GAP,
    );
    const carried = above.length > 0 ? span + 2 * SIDE_LANE : 0;
    widths.set(element.id, Math.max(MIN_WIDTH, cardWidth(element, 'full'), carried));
  }
  return widths;
}
const MIN_WIDTH = 124;

function hasWireOutside(block: readonly LowerInterface[], index: TopologyIndex): boolean {
  return block.some(
    ({ element, layer }) =>
      layer > 0 &&
      index.edgesOf(element.id).some(({ target }) => index.element(target)?.kind === 'external'),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
