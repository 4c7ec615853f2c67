import type { InterfaceElement } from '../graph/topology.ts';
import type { CardForm } from './cards.ts';
import { cardForm, cardHeight, cardWidth, even } from './cards.ts';
import { BOX_PADDING, CARD_GAP, CARD_HEIGHT, COLUMN_GAP, GROUP_HEAD } from './metrics.ts';
import type { SlotBox } from './slotBox.ts';
import { slotBox } from './slotBox.ts';
import type { Slot } from './slots.ts';
import type { TopologyIndex } from './topologyIndex.ts';

/** Namespaces one above the other, and below them their host-side interfaces. */
export interface Column {
  readonly boxes: readonly SlotBox[];
  readonly ports: readonly Port[];
  /** Width of boxes and ports. */
  readonly width: number;
  /**
   * With one link it goes straight down. With more, wires run beside the boxes, nested: on the
   * right from a namespace to its port, on the left from the ports down to what holds them.
   */
  readonly lanes: number;
}

export interface Port {
  readonly element: InterfaceElement;
  readonly form: CardForm;
  readonly height: number;
}

/** Room for the lanes: what the one on the left takes, and those on the right. */
export const BUS_ROOM = 14;
const FIRST_LANE = 8;
const LANE_STEP = 6;

export function laneOffset(lane: number): number {
  return FIRST_LANE + lane * LANE_STEP;
}

export function columnExtent({ width, lanes }: Column): number {
  return lanes === 0 ? width : BUS_ROOM + width + laneOffset(lanes) + 2;
}

/** Namespaces in rows of equal length, filled row by row. */
export function slotColumns(
  all: readonly Slot[],
  rows: number,
  index: TopologyIndex,
): readonly Column[] {
  const count = Math.ceil(all.length / rows);
  const columns = Array.from({ length: count }, (_, column) =>
    all.filter((_slot, i) => i % count === column),
  );
  const parts = columns.map((slots) => {
    const boxes = slots.flatMap((slot) => slotBox(slot, index) ?? []);
    const isCrowded = slots.length > 1 || slots.some((slot) => slot.ports.length > 1);
    // The last namespace's port on top: so the wires nest instead of crossing.
    const ports = slots
      .flatMap((slot) => slot.ports)
      .reverse()
      .map((element): Port => {
        const form = cardForm(element, isCrowded);
        return { element, form, height: cardHeight(form) };
      });
    const lanes = outwardWires(boxes, index) + slots.filter(({ netns }) => !netns).length;
    return { boxes, ports, lanes: lanes > 1 || ports.length > 1 || boxes.length > 1 ? lanes : 0 };
  });
  const widths = parts.map(columnWidth);
  if (rows === 1) return parts.map((part, i) => ({ ...part, width: widths[i] ?? 0 }));
  // Several rows make a grid: one more namespace must not push its neighbours aside.
  const width = Math.max(0, ...widths);
  const lanes = Math.max(rows, ...parts.map((part) => part.lanes));
  return parts.map((part) => ({ ...part, width, lanes }));
}

function columnWidth({ boxes, ports }: Pick<Column, 'boxes' | 'ports'>): number {
  const cards = ports.map(({ element, form }) => cardWidth(element, form));
  return even(Math.max(0, ...boxes.map(({ width }) => width), ...cards));
}

/** Wires that leave the namespaces of a column. */
function outwardWires(boxes: readonly SlotBox[], index: TopologyIndex): number {
  return boxes.reduce((sum, { slot }) => {
    const inside = [slot.id, ...slot.interfaces.map(({ id }) => id)];
    const leaving = inside.flatMap((id) =>
      index.edgesOf(id).filter((edge) => {
        const other = edge.source === id ? edge.target : edge.source;
        return edge.kind !== 'pod-netns' && !inside.includes(other);
      }),
    );
    return sum + leaving.length;
  }, 0);
}

export function columnsWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + columnExtent(column) + COLUMN_GAP, -COLUMN_GAP);
}

export function stackHeight(ports: readonly Port[]): number {
  return Math.max(
    0,
    ports.reduce((sum, { height }) => sum + height + CARD_GAP, -CARD_GAP),
  );
}

export const SHELF_CARD_WIDTH = 156;
export const SHELF_GAP = 6;

/** Closed groups in rows. */
export interface ShelfGrid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** Shelves of one machine have at most so many rows, so that they are about equally high. */
export function shelfRows(total: number): number {
  // Cards are four times as wide as high: this makes all of them together wider than high.
  return Math.max(2, Math.ceil(Math.sqrt(total)));
}

export function shelfGrid(count: number, mostRows: number): ShelfGrid {
  const columns = Math.ceil(count / mostRows);
  const rows = Math.ceil(count / columns);
  return {
    columns,
    width: columns * (SHELF_CARD_WIDTH + SHELF_GAP) - SHELF_GAP + 2 * BOX_PADDING,
    height: GROUP_HEAD + rows * (CARD_HEIGHT + SHELF_GAP) - SHELF_GAP + BOX_PADDING,
  };
}
