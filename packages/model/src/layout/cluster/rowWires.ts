import type { Confidence, EdgeKind } from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';
import { assignLanes, laneCount } from '../lanes.ts';
import type { Wire } from '../layout.ts';
import { LANE, TIER_GAP } from '../metrics.ts';
import type { Jog } from '../router.ts';
import { simplify } from '../waypoints.ts';
import type { Placed } from './placement.ts';
import { middleOf } from './placement.ts';

/** A wire between two boxes of rows, ids of which are its ends. */
export interface OpenRowWire {
  readonly id: string;
  /** Absent: it stands for several edges. */
  readonly element?: Id;
  readonly kind: EdgeKind;
  readonly confidence: Confidence;
  readonly source: string;
  readonly target: string;
  readonly count?: number;
}

/** The same once it is known where along the rows it ends. */
export interface RowWire extends OpenRowWire {
  readonly fromX: number;
  readonly toX: number;
}

/** Spreads the ends over their boxes, those that come from the left on the left. */
export function fixEnds(
  wires: readonly OpenRowWire[],
  boxes: readonly Placed<{ readonly id: string }>[],
): readonly RowWire[] {
  const byId = new Map(boxes.map((box) => [box.item.id, box]));
  const middle = (id: string) => middleOf(byId.get(id) ?? { item: undefined, left: 0, width: 0 });
  const ends = new Map<string, { readonly wire: OpenRowWire; readonly other: number }[]>();
  const add = (box: string, wire: OpenRowWire, other: number) =>
    ends.set(box, [...(ends.get(box) ?? []), { wire, other }]);
  for (const wire of wires) {
    add(wire.source, wire, middle(wire.target));
    add(wire.target, wire, middle(wire.source));
  }
  const places = new Map<string, number>();
  for (const [box, list] of ends) {
    const { left, width } = byId.get(box) ?? { left: 0, width: 0 };
    const sorted = [...list].sort((a, b) => a.other - b.other);
    for (const [i, { wire }] of sorted.entries()) {
      places.set(`${wire.id} ${box}`, Math.round(left + (width * (i + 1)) / (list.length + 1)));
    }
  }
  const place = (wire: OpenRowWire, box: string) => places.get(`${wire.id} ${box}`) ?? 0;
  return wires.map((wire) => ({
    ...wire,
    fromX: place(wire, wire.source),
    toX: place(wire, wire.target),
  }));
}

/** How much room the wires need between two rows. */
export function gapHeight(wires: readonly RowWire[]): number {
  return TIER_GAP + LANE * laneCount(assignLanes([...jogsOf(wires).values()]));
}

type Height = number | ((box: string) => number);

/** Down or up, across in a lane of the gap, down or up again. Heights of the ends by their boxes. */
export function routeRow(
  wires: readonly RowWire[],
  rows: { readonly from: Height; readonly to: Height; readonly gapTop: number },
): readonly Wire[] {
  const jogs = jogsOf(wires);
  const lanes = assignLanes([...jogs.values()]);
  return wires.map(({ fromX, toX, ...wire }) => {
    const jog = jogs.get(wire.id);
    const y = rows.gapTop + TIER_GAP / 2 + LANE * ((jog && lanes.get(jog)) ?? 0);
    const way = [
      { x: fromX, y: heightOf(rows.from, wire.source) },
      { x: fromX, y },
      { x: toX, y },
      { x: toX, y: heightOf(rows.to, wire.target) },
    ];
    return { ...wire, points: simplify(way) };
  });
}

function heightOf(height: Height, box: string): number {
  return typeof height === 'number' ? height : height(box);
}

function jogsOf(wires: readonly RowWire[]): ReadonlyMap<string, Jog> {
  return new Map(
    wires
      .filter(({ fromX, toX }) => fromX !== toX)
      .map(({ id, fromX, toX }) => [
        id,
        { gap: 0, from: Math.min(fromX, toX), to: Math.max(fromX, toX) },
      ]),
  );
}
