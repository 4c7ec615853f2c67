import { compareText } from '../../evidence.ts';
import { COLUMN_GAP, MACHINE_GAP } from '../metrics.ts';
import { placeNear } from '../placeNear.ts';
import type { Unit } from './units.ts';

/** Something of a row, with its place along it. */
export interface Placed<T> {
  readonly item: T;
  readonly left: number;
  readonly width: number;
}

/** Side by side, in their order. */
export function placeUnits(units: readonly Unit[]): readonly Placed<Unit>[] {
  let left = 0;
  return units.map((item) => {
    const placed = { item, left, width: item.width };
    left += item.width + MACHINE_GAP;
    return placed;
  });
}

/** Each as near to where its wires come from as the others let it. */
export function placeRow<T extends { readonly id: string }>(
  items: readonly T[],
  wishOf: (item: T) => number,
  widthOf: (item: T) => number,
): readonly Placed<T>[] {
  const sorted = items
    .map((item) => ({ item, middle: wishOf(item), width: widthOf(item) }))
    .sort((a, b) => a.middle - b.middle || compareText(a.item.id, b.item.id));
  const lefts = placeNear(sorted, 2 * COLUMN_GAP);
  return sorted.map(({ item, width }, i) => ({ item, width, left: lefts[i] ?? 0 }));
}

export function middleOf({ left, width }: Placed<unknown>): number {
  return left + width / 2;
}

/** 0 without values. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
