import type { InterfaceElement } from '../graph/topology.ts';
import { cardWidth, chipWidth } from './cards.ts';
import type { Column, ShelfGrid } from './columns.ts';
import {
  BUS_ROOM,
  columnExtent,
  columnsWidth,
  SHELF_CARD_WIDTH,
  shelfGrid,
  shelfRows,
  slotColumns,
  stackHeight,
} from './columns.ts';
import type { PlacedLower } from './lowers.ts';
import { placeLowers } from './lowers.ts';
import {
  BOX_PADDING,
  CARD_HEIGHT,
  CHIP_GAP,
  CHIP_HEIGHT,
  COLUMN_GAP,
  FRAME_PADDING,
  GROUP_GAP,
  HOST_PADDING,
  MACHINE_PADDING,
  PANEL_HEADER,
  TIER_GAP,
} from './metrics.ts';
import type { MachinePlan } from './plan.ts';
import type { OpenGroups, Section } from './sections.ts';
import { sectionsOf } from './sections.ts';
import type { Slot, SlotGroup, SlotPart } from './slots.ts';
import type { TopologyIndex } from './topologyIndex.ts';

/** The tiers of a machine from top to bottom; interfaces below the routing follow, NICs last. */
export const PODS = 0;
export const PORTS = 1;
export const UPPERS = 2;
export const ROUTING = 3;
export const FIRST_LOWER = 4;

/** A machine's tiers with every x; heights follow once the wires have their lanes. */
export interface Tiers {
  readonly plan: MachinePlan;
  readonly sections: readonly PlacedSection[];
  readonly uppers: readonly PlacedUpper[];
  readonly lowers: readonly PlacedLower[];
  readonly panel: Panel | undefined;
  /** How many tiers there are below the routing. */
  readonly lowerTiers: number;
  /** Right end of what stands in the host's box. */
  readonly right: number;
}

export interface PlacedSection {
  /** Of the box around it, where there is one. */
  readonly id: string;
  readonly group: SlotGroup;
  readonly left: number;
  readonly width: number;
  readonly content:
    | {
        readonly kind: 'columns';
        readonly columns: readonly PlacedColumn[];
        /** The open group that it is. */
        readonly frame?: SlotPart;
      }
    | { readonly kind: 'shelf'; readonly cards: readonly SlotPart[]; readonly grid: ShelfGrid };
}

export interface PlacedColumn extends Column {
  /** Left end of boxes and ports; the lane down from the ports is left of it. */
  readonly left: number;
}

interface PlacedUpper {
  readonly element: InterfaceElement;
  readonly left: number;
  readonly width: number;
}

interface Panel {
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly chipWidth: number;
}

/** Where the host's content begins. */
const ORIGIN = MACHINE_PADDING + HOST_PADDING;

export function placeTiers(plan: MachinePlan, index: TopologyIndex, open: OpenGroups): Tiers {
  const lowers = placeLowers(plan.lowers, index);
  const lowerTiers = plan.lowers.reduce((max, { layer }) => Math.max(max, layer + 1), 0);
  const sections = placeSections(plan, index, open);
  const sectionsRight = sections.reduce(
    (max, { left, width }) => Math.max(max, left + width),
    ORIGIN,
  );
  const panelLeft = ORIGIN + lowers.width + (lowers.width > 0 ? GROUP_GAP : 0);
  const panel = placePanel(plan, panelLeft, sectionsRight - panelLeft, lowerTiers);
  return {
    plan,
    sections,
    uppers: plan.uppers.flatMap((element) => placeUpper(element, sections)),
    lowers: lowers.placed.map((lower) => ({ ...lower, left: lower.left + ORIGIN })),
    panel,
    lowerTiers: Math.max(lowerTiers, panel ? 1 : 0),
    right: Math.max(
      sectionsRight,
      ORIGIN + lowers.width,
      panel ? panel.left + panel.width : 0,
      ORIGIN + MIN_WIDTH,
    ),
  };
}
const MIN_WIDTH = 220;

function placeSections(
  plan: MachinePlan,
  index: TopologyIndex,
  open: OpenGroups,
): readonly PlacedSection[] {
  const sections = sectionsOf(plan, open);
  const shelves = sections.flatMap((section) => (section.kind === 'shelf' ? [section] : []));
  const mostRows = shelfRows(shelves.reduce((sum, { cards }) => sum + cards.length, 0));
  const grids = shelves.map(({ cards }) => shelfGrid(cards.length, mostRows));
  const full = sections.flatMap((section) => (section.kind === 'full' ? [section] : []));
  const rows = chooseRows(
    full,
    index,
    grids.reduce((sum, { width }) => sum + width + GROUP_GAP, 0),
  );
  const placed: PlacedSection[] = [];
  let left = ORIGIN;
  for (const section of sections) {
    const isFirst = placed.at(-1)?.group !== section.group;
    const least = isFirst ? leastWidth(section.group, plan) : 0;
    const next =
      section.kind === 'shelf'
        ? placeShelf(section, left, Math.max(least, SHELF_TITLE_ROOM), mostRows)
        : placeColumns(section, slotColumns(section.slots, rows, index), left, least);
    placed.push(next);
    left += next.width + GROUP_GAP;
  }
  return placed;
}
const SHELF_TITLE_ROOM = 260;

/** What it hangs on stands under it and must not be narrower than its own text. */
function leastWidth({ attachment }: SlotGroup, plan: MachinePlan): number {
  const upper = plan.uppers.find(({ id }) => attachment.kind === 'master' && id === attachment.to);
  return upper ? cardWidth(upper, 'full') : 0;
}

function placeShelf(
  { group, cards }: Extract<Section, { kind: 'shelf' }>,
  left: number,
  least: number,
  mostRows: number,
): PlacedSection {
  // No shelf around a single card.
  const [only, ...others] = group.parts;
  const isAlone = only !== undefined && others.length === 0;
  const grid = isAlone ? LONE_CARD : shelfGrid(cards.length, mostRows);
  const width = Math.max(grid.width, least);
  return {
    id: isAlone ? only.id : group.id,
    group,
    left,
    width,
    content: { kind: 'shelf', cards, grid },
  };
}

const LONE_CARD: ShelfGrid = { columns: 1, width: SHELF_CARD_WIDTH, height: CARD_HEIGHT };

function placeColumns(
  { group, frame }: Extract<Section, { kind: 'full' }>,
  columns: readonly Column[],
  left: number,
  least: number,
): PlacedSection {
  const padding = frame ? FRAME_PADDING : 0;
  const room = columnsWidth(columns) + 2 * padding;
  const width = Math.max(room, least, frame ? FRAME_TITLE_ROOM : 0);
  let at = left + padding + 2 * Math.floor((width - room) / 4);
  const placed = columns.map((column): PlacedColumn => {
    const item = { ...column, left: at + (column.lanes > 0 ? BUS_ROOM : 0) };
    at += columnExtent(column) + COLUMN_GAP;
    return item;
  });
  const content = { kind: 'columns', columns: placed, ...(frame && { frame }) } as const;
  return { id: frame?.id ?? group.id, group, left, width, content };
}
const FRAME_TITLE_ROOM = 220;

/** As few rows of namespaces as keep the picture from becoming a strip. */
function chooseRows(
  sections: readonly { readonly slots: readonly Slot[] }[],
  index: TopologyIndex,
  takenWidth: number,
): number {
  const most = Math.max(1, ...sections.map(({ slots }) => slots.length));
  for (let rows = 1; rows < most; rows++) {
    const columns = sections.map(({ slots }) => slotColumns(slots, rows, index));
    const width = columns.reduce((sum, part) => sum + columnsWidth(part) + GROUP_GAP, takenWidth);
    const height = Math.max(0, ...columns.flat().map((column) => columnHeight(column)));
    if (width <= Math.max(COMFORTABLE_WIDTH, WIDEST_ASPECT * (height + REST_HEIGHT))) return rows;
  }
  return most;
}
const COMFORTABLE_WIDTH = 1120;
const WIDEST_ASPECT = 1.6;
/** Of the tiers below the ports. */
const REST_HEIGHT = 460;

function columnHeight({ boxes, ports }: Column): number {
  return boxes.reduce((sum, { height }) => sum + height + COLUMN_GAP, stackHeight(ports));
}

/** Under all that is attached to it, as wide as that. */
function placeUpper(
  element: InterfaceElement,
  sections: readonly PlacedSection[],
): readonly PlacedUpper[] {
  const over = sections.filter(
    ({ group: { attachment } }) => attachment.kind === 'master' && attachment.to === element.id,
  );
  const [first] = over;
  const last = over.at(-1);
  if (!first || !last) return [];
  return [{ element, left: first.left, width: last.left + last.width - first.left }];
}

function placePanel(
  plan: MachinePlan,
  left: number,
  room: number,
  lowerTiers: number,
): Panel | undefined {
  const count = plan.hostPods.length;
  if (count === 0) return undefined;
  const least = Math.max(...plan.hostPods.map((pod) => chipWidth(pod, plan.machine.label)));
  const inner = room - 2 * BOX_PADDING + CHIP_GAP;
  const tall = lowerTiers * (CARD_HEIGHT + TIER_GAP) - TIER_GAP;
  const rowsBeside = Math.max(2, Math.floor((tall - PANEL_HEADER) / (CHIP_HEIGHT + CHIP_GAP)));
  const fitting = Math.floor(inner / (least + CHIP_GAP));
  const balanced = Math.min(3, Math.ceil(count / rowsBeside));
  const columns = Math.max(1, Math.min(count, Math.max(fitting, balanced)));
  // Chips share the room that there is, as long as they stay chips.
  const share = Math.floor(inner / columns) - CHIP_GAP;
  const width = Math.max(least, Math.min(share, WIDEST_CHIP), columns === 1 ? TITLE_ROOM : 0);
  const rows = Math.ceil(count / columns);
  return {
    left,
    columns,
    chipWidth: width,
    width: columns * (width + CHIP_GAP) - CHIP_GAP + 2 * BOX_PADDING,
    height: PANEL_HEADER + rows * (CHIP_HEIGHT + CHIP_GAP) - CHIP_GAP + BOX_PADDING,
  };
}
const WIDEST_CHIP = 190;
/** For what the panel says of itself. */
const TITLE_ROOM = 150;
