import { line, namedFace } from './cards.ts';
import { SHELF_CARD_WIDTH, SHELF_GAP, type ShelfGrid } from './columns.ts';
import type { MachineFrame } from './frame.ts';
import {
  attachmentWords,
  countWords,
  downCount,
  partName,
  shelfTitle,
  slotName,
} from './groupWords.ts';
import type { Box, Rect, TextLine } from './layout.ts';
import {
  BOX_PADDING,
  CARD_HEIGHT,
  DETAIL_SIZE,
  FRAME_PADDING,
  GROUP_HEAD,
  TITLE_SIZE,
} from './metrics.ts';
import { podLabel } from './podLabel.ts';
import { slotConfidence } from './slotBox.ts';
import type { Slot, SlotPart } from './slots.ts';
import type { PlacedSection } from './tiers.ts';
import type { TopologyIndex } from './topologyIndex.ts';

const ICON = { x: 16, y: 14 } as const;
const AFTER_ICON = 28;
const CLOSE = { width: 46, height: 20 } as const;

/** The closed groups of an attachment, in a frame that says what that is. */
export function shelfBoxes(
  { group, left, width, id }: PlacedSection,
  { cards, grid }: { readonly cards: readonly SlotPart[]; readonly grid: ShelfGrid },
  { tiers, heights }: MachineFrame,
  index: TopologyIndex,
): readonly Box[] {
  const top = heights.podsBottom - grid.height;
  const machine = tiers.plan.machine.id;
  const [only, ...more] = group.parts;
  if (only && more.length === 0) {
    const rect = { x: left, y: top, width, height: grid.height };
    return [groupCard(only, rect, machine, attachmentWords(group.attachment, index))];
  }
  const title = shelfTitle(group, cards, index);
  return [
    {
      ...{ x: left, y: top, width, height: grid.height },
      ...{ id, role: 'shelf', parent: machine, kind: 'netns' },
      confidence: 'proven',
      texts: [line(title, 12, 18, 'bold', TITLE_SIZE, 'strong', width - 24)],
    },
    ...cards.map((part, i) => {
      const rect = {
        x: left + BOX_PADDING + (i % grid.columns) * (SHELF_CARD_WIDTH + SHELF_GAP),
        y: top + GROUP_HEAD + Math.floor(i / grid.columns) * (CARD_HEIGHT + SHELF_GAP),
        ...{ width: SHELF_CARD_WIDTH, height: CARD_HEIGHT },
      };
      const [only, ...others] = part.slots;
      return only && others.length === 0 ? tile(only, rect, id, index) : groupCard(part, rect, id);
    }),
  ];
}

/** `more`: what a card without a shelf around it has to say itself. */
function groupCard(part: SlotPart, rect: Rect, parent: string, more?: string): Box {
  const down = downCount(part.slots);
  const state = down > 0 ? ` · ${down} down` : '';
  const hasPods = part.namespace !== undefined;
  return {
    ...rect,
    ...{ id: part.id, role: 'group', parent, kind: hasPods ? 'pod' : 'netns' },
    confidence: 'proven',
    icon: ICON,
    texts: twoLines(
      partName(part),
      `${[countWords(part.slots), ...(more === undefined ? [] : [more])].join(' ')}${state}`,
      rect.width,
      down > 0 ? 'bad' : 'normal',
    ),
  };
}

function tile(slot: Slot, rect: Rect, parent: string, index: TopologyIndex): Box {
  const { id, netns } = slot;
  const pod = slot.pods[0];
  const kind = pod ? 'pod' : netns ? 'netns' : 'veth';
  const name = pod ? podLabel(pod.name).title : slotName(slot);
  const below = pod ? `pod in ${pod.namespace}` : netns ? 'namespace' : 'other end unknown';
  return {
    ...rect,
    ...{ id, element: pod?.id ?? id, role: 'tile', parent, kind },
    confidence: slotConfidence(slot, index),
    icon: ICON,
    texts: twoLines(name, below, rect.width, 'normal'),
  };
}

function twoLines(
  name: string,
  below: string,
  width: number,
  tone: TextLine['tone'],
): readonly TextLine[] {
  const room = width - AFTER_ICON - BOX_PADDING;
  return [
    line(name, AFTER_ICON, 14, 'bold', TITLE_SIZE, 'strong', room),
    line(below, AFTER_ICON, 29, 'sans', DETAIL_SIZE, tone, room),
  ];
}

/** Around an open group: its name, and what closes it. */
export function groupFrame(
  { id, left, width }: PlacedSection,
  part: SlotPart,
  rows: readonly { readonly top: number }[],
  { tiers, heights }: MachineFrame,
): readonly Box[] {
  const top = (rows[0]?.top ?? heights.podsBottom) - GROUP_HEAD;
  const title = `${partName(part)} · ${countWords(part.slots)}`;
  const frame = { x: left, y: top, width, height: heights.podsBottom - top };
  return [
    {
      ...frame,
      ...{ id, role: 'group-frame', parent: tiers.plan.machine.id },
      kind: part.namespace === undefined ? 'netns' : 'pod',
      confidence: 'proven',
      texts: [line(title, 12, 17, 'bold', TITLE_SIZE, 'strong', width - CLOSE.width - 32)],
    },
    {
      ...CLOSE,
      x: left + width - CLOSE.width - FRAME_PADDING,
      y: top + 7,
      ...{ id: `close/${part.id}`, role: 'group-close', parent: id, kind: 'netns' },
      confidence: 'proven',
      ...namedFace('Close', 'sans', CLOSE.width),
    },
  ];
}
