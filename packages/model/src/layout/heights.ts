import { stackHeight } from './columns.ts';
import { assignLanes, laneCount } from './lanes.ts';
import {
  BAND_HEIGHT,
  BOX_PADDING,
  CARD_HEIGHT,
  CHIP_GAP,
  CHIP_HEIGHT,
  COLUMN_GAP,
  FRAME_PADDING,
  GROUP_HEAD,
  HOST_HEADER,
  HOST_PADDING,
  LANE,
  MACHINE_HEADER,
  MACHINE_PADDING,
  PANEL_HEADER,
  TIER_GAP,
} from './metrics.ts';
import type { Jog } from './router.ts';
import type { Tiers } from './tiers.ts';
import { FIRST_LOWER, PODS, PORTS, ROUTING, UPPERS } from './tiers.ts';
import type { Wiring } from './wiring.ts';

/** Every y of a machine, from its own top. */
export interface Heights {
  readonly unseen: UnseenStrip | undefined;
  /** Top of each row of namespaces, and its height; the last row stands lowest. */
  readonly rows: readonly { readonly top: number; readonly height: number }[];
  readonly podsBottom: number;
  readonly hostTop: number;
  /** Top of each tier; that of the namespaces is `rows`. */
  readonly tierTop: readonly number[];
  readonly jog: (jog: Jog) => number;
  readonly hostBottom: number;
  readonly bottom: number;
}

interface UnseenStrip {
  readonly top: number;
  readonly height: number;
  readonly columns: number;
  readonly chipWidth: number;
}

const UNSEEN_CHIP = 112;

export function measureHeights(tiers: Tiers, wiring: Wiring, width: number): Heights {
  const unseen = measureUnseen(tiers, width - 2 * MACHINE_PADDING);
  const podsTop = MACHINE_HEADER + (unseen ? unseen.height + COLUMN_GAP + 2 : 0);
  const rowHeights = measureRows(tiers);
  const rowsHeight = sumWithGaps(rowHeights, COLUMN_GAP);
  // Frames of open groups end where shelves do; so namespaces end a bit above that.
  const isFramed = tiers.sections.some(
    ({ content }) => content.kind === 'columns' && content.frame !== undefined,
  );
  const [head, foot] = isFramed ? [GROUP_HEAD, FRAME_PADDING] : [0, 0];
  const podsBottom = podsTop + Math.max(head + rowsHeight + foot, measureShelves(tiers));
  const rows: { top: number; height: number }[] = [];
  let top = podsBottom - foot - rowsHeight;
  for (const height of rowHeights) {
    rows.push({ top, height });
    top += height + COLUMN_GAP;
  }
  const lanes = lanesByGap(wiring.router.jogs);
  const room = (gap: number) => LANE * laneCount(lanes.get(gap) ?? new Map());
  const hasPods = podsBottom > podsTop;
  const hostTop = podsBottom + (hasPods || room(PODS) > 0 ? TIER_GAP + room(PODS) : unseen ? 0 : 0);
  const tierHeights = measureTiers(tiers);
  const tierTop: number[] = [podsTop];
  const gapTop: number[] = [podsBottom];
  let y = hostTop + HOST_HEADER;
  let isFirst = true;
  for (let tier = PORTS; tier < tierHeights.length; tier++) {
    const height = tierHeights[tier] ?? 0;
    // A tier with nothing in it takes no room, nor does the gap below it.
    if (height > 0 && !isFirst) y += TIER_GAP;
    tierTop[tier] = y;
    y += height;
    gapTop[tier] = y;
    y += room(tier);
    if (height > 0) isFirst = false;
  }
  const panelBottom = tiers.panel ? (tierTop[FIRST_LOWER] ?? y) + tiers.panel.height : 0;
  const hostBottom = Math.max(y, panelBottom, hostTop + HOST_HEADER) + HOST_PADDING;
  const bottom = (tiers.plan.host ? hostBottom : podsBottom) + MACHINE_PADDING;
  return {
    unseen,
    rows,
    podsBottom,
    hostTop,
    tierTop,
    jog: (jog) => {
      const lane = lanes.get(jog.gap)?.get(jog) ?? 0;
      return (gapTop[jog.gap] ?? 0) + TIER_GAP / 2 + LANE * lane;
    },
    hostBottom,
    bottom,
  };
}

function measureUnseen(tiers: Tiers, width: number): UnseenStrip | undefined {
  const count = tiers.plan.unseen.length;
  if (count === 0) return undefined;
  const fitting = Math.floor((width - 2 * BOX_PADDING + CHIP_GAP) / (UNSEEN_CHIP + CHIP_GAP));
  const columns = Math.max(1, Math.min(count, fitting));
  const rows = Math.ceil(count / columns);
  const height = PANEL_HEADER + rows * (CHIP_HEIGHT + CHIP_GAP) - CHIP_GAP + BOX_PADDING;
  return { top: MACHINE_HEADER, height, columns, chipWidth: UNSEEN_CHIP };
}

/** Namespaces in one row are equally high, so that their lower edges line up. */
function measureRows(tiers: Tiers): readonly number[] {
  const sections = tiers.sections.flatMap(({ content }) =>
    content.kind === 'columns' ? [content.columns] : [],
  );
  const count = Math.max(0, ...sections.flat().map(({ boxes }) => boxes.length));
  return Array.from({ length: count }, (_, row) => {
    const heights = sections.flatMap((columns) => {
      const own = Math.max(0, ...columns.map(({ boxes }) => boxes.length));
      return columns.map(({ boxes }) => boxes[row - (count - own)]?.height ?? 0);
    });
    return Math.max(0, ...heights);
  });
}

function measureShelves(tiers: Tiers): number {
  const heights = tiers.sections.map(({ content }) =>
    content.kind === 'shelf' ? content.grid.height : 0,
  );
  return Math.max(0, ...heights);
}

function measureTiers(tiers: Tiers): readonly number[] {
  const stacks = tiers.sections.flatMap(({ content }) =>
    content.kind === 'columns' ? content.columns.map(({ ports }) => stackHeight(ports)) : [],
  );
  const heights: number[] = [];
  heights[PORTS] = Math.max(0, ...stacks);
  heights[UPPERS] = tiers.uppers.length > 0 ? CARD_HEIGHT : 0;
  heights[ROUTING] = tiers.plan.routed.size > 0 ? BAND_HEIGHT : 0;
  for (let tier = 0; tier < tiers.lowerTiers; tier++) heights[FIRST_LOWER + tier] = CARD_HEIGHT;
  return heights;
}

function lanesByGap(jogs: readonly Jog[]): ReadonlyMap<number, ReadonlyMap<Jog, number>> {
  const gaps = new Map<number, Jog[]>();
  for (const jog of jogs) gaps.set(jog.gap, [...(gaps.get(jog.gap) ?? []), jog]);
  return new Map([...gaps].map(([gap, list]) => [gap, assignLanes(list)]));
}

function sumWithGaps(heights: readonly number[], gap: number): number {
  return heights.length === 0 ? 0 : heights.reduce((sum, height) => sum + height + gap, -gap);
}
