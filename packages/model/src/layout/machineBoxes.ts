import type { Confidence } from '../graph/topology.ts';
import { line, namedFace } from './cards.ts';
import { TILE_GAP, TILE_HEIGHT, TILE_WIDTH } from './columns.ts';
import type { MachineFrame } from './frame.ts';
import { hostBoxes } from './hostBoxes.ts';
import { interfaceBox } from './interfaceBox.ts';
import type { Box, Rect } from './layout.ts';
import {
  BOX_PADDING,
  CARD_GAP,
  CHIP_GAP,
  CHIP_HEIGHT,
  DETAIL_SIZE,
  MACHINE_PADDING,
  PANEL_HEADER,
  TITLE_SIZE,
} from './metrics.ts';
import { slotFace } from './slotBox.ts';
import type { Slot } from './slots.ts';
import type { PlacedColumn, PlacedGroup } from './tiers.ts';
import { GROUP_HEAD, PORTS } from './tiers.ts';
import type { TopologyIndex } from './topologyIndex.ts';

/** Every box of a machine, from its upper left corner; outer ones first. */
export function machineBoxes(frame: MachineFrame, index: TopologyIndex): readonly Box[] {
  const { tiers, heights, width } = frame;
  const { machine, host } = tiers.plan;
  const name = line(machine.label, MACHINE_PADDING, 17, 'bold', 13, 'strong', width - 28);
  return [
    {
      ...{ x: 0, y: 0, width, height: heights.bottom },
      ...{ id: machine.id, element: machine.id, role: 'machine', kind: 'node' },
      confidence: 'proven',
      texts: [name],
    },
    ...unseenBoxes(frame),
    ...tiers.groups.flatMap((group) => groupBoxes(group, frame, index)),
    ...(host ? hostBoxes(host, frame, index) : []),
  ];
}

function unseenBoxes({ tiers, heights, width }: MachineFrame): readonly Box[] {
  const { machine, unseen } = tiers.plan;
  const strip = heights.unseen;
  if (!strip) return [];
  const id = `unseen/${machine.id}`;
  const noun = unseen.length === 1 ? 'namespace' : 'namespaces';
  const title = `${unseen.length} ${noun} named, not captured`;
  const rect = { x: MACHINE_PADDING, y: strip.top, width: width - 2 * MACHINE_PADDING };
  const shared = { kind: 'netns', confidence: 'inferred' } as const;
  return [
    {
      ...{ ...rect, height: strip.height, id, role: 'unseen', parent: machine.id },
      ...shared,
      texts: [line(title, 10, 14, 'sans', DETAIL_SIZE, 'normal', rect.width - 20)],
    },
    ...unseen.map((netns, i): Box => {
      const chip = { width: strip.chipWidth, height: CHIP_HEIGHT - 2 };
      const column = i % strip.columns;
      const row = Math.floor(i / strip.columns);
      return {
        ...chip,
        x: rect.x + BOX_PADDING + column * (strip.chipWidth + CHIP_GAP),
        y: strip.top + PANEL_HEADER - 1 + row * (CHIP_HEIGHT + CHIP_GAP),
        ...{ id: netns.id, element: netns.id, role: 'unseen-netns', parent: id },
        ...shared,
        ...namedFace(netns.name, 'mono', chip.width),
      };
    }),
  ];
}

function groupBoxes(
  placed: PlacedGroup,
  frame: MachineFrame,
  index: TopologyIndex,
): readonly Box[] {
  const { content } = placed;
  if (content.kind === 'tiles') return tileBoxes(placed, content.grid.columns, frame, index);
  const { heights } = frame;
  const own = Math.max(0, ...content.columns.map(({ boxes }) => boxes.length));
  const rows = heights.rows.slice(heights.rows.length - own);
  return content.columns.flatMap((column) => [
    ...column.boxes.flatMap((box, i) => {
      const row = rows[i];
      if (!row) return [];
      const { slot } = box;
      const rect = { x: column.left, y: row.top, width: column.width, height: row.height };
      return [
        {
          ...rect,
          ...{ id: slot.id, element: slot.pods[0]?.id ?? slot.id, role: 'netns' },
          ...{ parent: frame.tiers.plan.machine.id, kind: slot.pods.length > 0 ? 'pod' : 'netns' },
          confidence: slotConfidence(slot, index),
          ...slotFace(box, rect.width),
        } satisfies Box,
        ...innerBoxes(box, rect),
      ];
    }),
    ...portBoxes(column, frame),
  ]);
}

/** A namespace that nobody looked into, or whose pod is a guess, is drawn dashed. */
function slotConfidence({ netns, pods }: Slot, index: TopologyIndex): Confidence {
  if (netns?.captured === false) return 'inferred';
  const pod = pods[0];
  const edge = pod && index.edgesOf(pod.id).find(({ kind }) => kind === 'pod-netns');
  return edge?.confidence ?? 'proven';
}

/** From the bottom up, so that the one that leads out is nearest to where its wire goes. */
function innerBoxes(
  { slot, cards, inset }: PlacedColumn['boxes'][number],
  outer: Rect,
): readonly Box[] {
  let bottom = outer.y + outer.height - BOX_PADDING;
  const boxes: Box[] = [];
  for (const { element, form, height } of [...cards].reverse()) {
    const width = outer.width - inset - BOX_PADDING;
    const rect = { x: outer.x + inset, y: bottom - height, width, height };
    boxes.push(interfaceBox(element, form, rect, slot.id));
    bottom -= height + CARD_GAP;
  }
  return boxes;
}

function portBoxes(column: PlacedColumn, { tiers, heights }: MachineFrame): readonly Box[] {
  let y = heights.tierTop[PORTS] ?? 0;
  return column.ports.map(({ element, form, height }) => {
    const rect = { x: column.left, y, width: column.width, height };
    y += height + CARD_GAP;
    return interfaceBox(element, form, rect, tiers.plan.host?.id);
  });
}

function tileBoxes(
  { group, left, width, content }: PlacedGroup,
  columns: number,
  { tiers, heights }: MachineFrame,
  index: TopologyIndex,
): readonly Box[] {
  if (content.kind !== 'tiles') return [];
  const { height } = content.grid;
  const top = heights.podsBottom - height;
  const machine = tiers.plan.machine.id;
  const title = groupTitle(group.attachment, index);
  const count = `${group.slots.length} namespaces`;
  return [
    {
      ...{ x: left, y: top, width, height },
      ...{ id: group.id, role: 'group', parent: machine, kind: 'netns', confidence: 'proven' },
      texts: [line(`${count} ${title}`, 12, 18, 'bold', TITLE_SIZE, 'strong', width - 60)],
    },
    ...group.slots.map(
      (slot, i): Box => ({
        x: left + BOX_PADDING + (i % columns) * (TILE_WIDTH + TILE_GAP),
        y: top + GROUP_HEAD + Math.floor(i / columns) * (TILE_HEIGHT + TILE_GAP),
        ...{ width: TILE_WIDTH, height: TILE_HEIGHT },
        ...{ id: slot.id, element: slot.pods[0]?.id ?? slot.id, role: 'tile', parent: group.id },
        kind: slot.pods.length > 0 ? 'pod' : slot.netns ? 'netns' : 'veth',
        confidence: slotConfidence(slot, index),
        ...namedFace(tileName(slot), slot.pods.length > 0 ? 'sans' : 'mono', TILE_WIDTH),
      }),
    ),
  ];
}

export function groupTitle(
  attachment: PlacedGroup['group']['attachment'],
  index: TopologyIndex,
): string {
  switch (attachment.kind) {
    case 'master':
      return `on ${index.element(attachment.to)?.label ?? ''}`;
    case 'parent':
      return `directly on ${index.element(attachment.to)?.label ?? ''}`;
    case 'routed':
      return 'routed by the host';
    case 'none':
      return 'neither bridged nor routed';
  }
}

function tileName({ pods, netns, ports }: Slot): string {
  return pods[0]?.name ?? netns?.name ?? ports[0]?.name ?? '';
}
