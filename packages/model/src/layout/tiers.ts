import type { InterfaceElement } from '../graph/topology.ts';
import { cardWidth, chipWidth } from './cards.ts';
import type { Column, TileGrid } from './columns.ts';
import {
  BUS_ROOM,
  columnExtent,
  columnsWidth,
  groupColumns,
  stackHeight,
  tileGrid,
  tileRows,
} from './columns.ts';
import type { PlacedLower } from './lowers.ts';
import { placeLowers } from './lowers.ts';
import {
  BOX_PADDING,
  CARD_HEIGHT,
  CHIP_GAP,
  CHIP_HEIGHT,
  COLUMN_GAP,
  GROUP_GAP,
  HOST_PADDING,
  MACHINE_PADDING,
  PANEL_HEADER,
  TIER_GAP,
} from './metrics.ts';
import type { MachinePlan } from './plan.ts';
import type { SlotGroup } from './slots.ts';
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
  readonly groups: readonly PlacedGroup[];
  readonly uppers: readonly PlacedUpper[];
  readonly lowers: readonly PlacedLower[];
  readonly panel: Panel | undefined;
  /** How many tiers there are below the routing. */
  readonly lowerTiers: number;
  /** Right end of what stands in the host's box. */
  readonly right: number;
}

export interface PlacedGroup {
  readonly group: SlotGroup;
  readonly left: number;
  readonly width: number;
  readonly content:
    | { readonly kind: 'columns'; readonly columns: readonly PlacedColumn[] }
    | { readonly kind: 'tiles'; readonly grid: TileGrid };
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

export const GROUP_HEAD = 34;

/** Where the host's content begins. */
const ORIGIN = MACHINE_PADDING + HOST_PADDING;

export function placeTiers(
  plan: MachinePlan,
  index: TopologyIndex,
  isCollapsed: (group: SlotGroup) => boolean,
): Tiers {
  const lowers = placeLowers(plan.lowers, index);
  const lowerTiers = plan.lowers.reduce((max, { layer }) => Math.max(max, layer + 1), 0);
  const groups = placeGroups(plan, index, isCollapsed);
  const groupsRight = groups.reduce((max, { left, width }) => Math.max(max, left + width), ORIGIN);
  const panelLeft = ORIGIN + lowers.width + (lowers.width > 0 ? GROUP_GAP : 0);
  const panel = placePanel(plan, panelLeft, groupsRight - panelLeft, lowerTiers);
  return {
    plan,
    groups,
    uppers: plan.uppers.flatMap((element) => placeUpper(element, groups)),
    lowers: lowers.placed.map((lower) => ({ ...lower, left: lower.left + ORIGIN })),
    panel,
    lowerTiers: Math.max(lowerTiers, panel ? 1 : 0),
    right: Math.max(
      groupsRight,
      ORIGIN + lowers.width,
      panel ? panel.left + panel.width : 0,
      ORIGIN + MIN_WIDTH,
    ),
  };
}
const MIN_WIDTH = 220;

function placeGroups(
  plan: MachinePlan,
  index: TopologyIndex,
  isCollapsed: (group: SlotGroup) => boolean,
): readonly PlacedGroup[] {
  const open = plan.groups.filter((group) => !isCollapsed(group));
  const closed = plan.groups.filter(isCollapsed);
  const rowsOfTiles = tileRows(closed.reduce((sum, { slots }) => sum + slots.length, 0));
  const tiles = closed.map(({ slots }) => tileGrid(slots.length, rowsOfTiles, GROUP_HEAD));
  const rows = chooseRows(
    open,
    index,
    tiles.reduce((sum, { width }) => sum + width, 0),
  );
  const groups: PlacedGroup[] = [];
  let left = ORIGIN;
  for (const group of plan.groups) {
    const least = leastWidth(group, plan);
    const placed = isCollapsed(group)
      ? placeTiles(group, left, least, rowsOfTiles)
      : placeColumns(group, groupColumns(group, rows, index), left, least);
    groups.push(placed);
    left += placed.width + GROUP_GAP;
  }
  return groups;
}

/** What it hangs on stands under it and must not be narrower than its own text. */
function leastWidth({ attachment }: SlotGroup, plan: MachinePlan): number {
  const upper = plan.uppers.find(({ id }) => attachment.kind === 'master' && id === attachment.to);
  return upper ? cardWidth(upper, 'full') : 0;
}

function placeTiles(group: SlotGroup, left: number, least: number, mostRows: number): PlacedGroup {
  const grid = tileGrid(group.slots.length, mostRows, GROUP_HEAD);
  const width = Math.max(grid.width, least);
  return { group, left, width, content: { kind: 'tiles', grid } };
}

function placeColumns(
  group: SlotGroup,
  columns: readonly Column[],
  left: number,
  least: number,
): PlacedGroup {
  const width = Math.max(columnsWidth(columns), least);
  let at = left + 2 * Math.floor((width - columnsWidth(columns)) / 4);
  const placed = columns.map((column): PlacedColumn => {
    const item = { ...column, left: at + (column.lanes > 0 ? BUS_ROOM : 0) };
    at += columnExtent(column) + COLUMN_GAP;
    return item;
  });
  return { group, left, width, content: { kind: 'columns', columns: placed } };
}

/** As few rows of namespaces as keep the picture from becoming a strip. */
function chooseRows(
  groups: readonly SlotGroup[],
  index: TopologyIndex,
  takenWidth: number,
): number {
  const most = Math.max(1, ...groups.map(({ slots }) => slots.length));
  for (let rows = 1; rows < most; rows++) {
    const columns = groups.map((group) => groupColumns(group, rows, index));
    const width = columns.reduce((sum, part) => sum + columnsWidth(part) + GROUP_GAP, takenWidth);
    const height = Math.max(...columns.flat().map((column) => columnHeight(column)));
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

/** Under what is attached to it, as wide as that. */
function placeUpper(
  element: InterfaceElement,
  groups: readonly PlacedGroup[],
): readonly PlacedUpper[] {
  const over = groups.find(
    ({ group: { attachment } }) => attachment.kind === 'master' && attachment.to === element.id,
  );
  return over ? [{ element, left: over.left, width: over.width }] : [];
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
