import { line, namedFace } from './cards.ts';
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
} from './metrics.ts';
import { groupFrame, shelfBoxes } from './shelfBoxes.ts';
import { slotConfidence, slotFace } from './slotBox.ts';
import type { PlacedColumn, PlacedSection } from './tiers.ts';
import { PORTS } from './tiers.ts';
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
    ...tiers.sections.flatMap((section) => sectionBoxes(section, frame, index)),
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

function sectionBoxes(
  section: PlacedSection,
  frame: MachineFrame,
  index: TopologyIndex,
): readonly Box[] {
  const { content } = section;
  if (content.kind === 'shelf') return shelfBoxes(section, content, frame, index);
  const { heights } = frame;
  const own = Math.max(0, ...content.columns.map(({ boxes }) => boxes.length));
  const rows = heights.rows.slice(heights.rows.length - own);
  const parent = content.frame ? section.id : frame.tiers.plan.machine.id;
  const columns = content.columns.flatMap((column) => [
    ...column.boxes.flatMap((box, i) => {
      const row = rows[i];
      if (!row) return [];
      const { slot } = box;
      const rect = { x: column.left, y: row.top, width: column.width, height: row.height };
      return [
        {
          ...rect,
          ...{ id: slot.id, element: slot.pods[0]?.id ?? slot.id, role: 'netns' },
          ...{ parent, kind: slot.pods.length > 0 ? 'pod' : 'netns' },
          confidence: slotConfidence(slot, index),
          ...slotFace(box, rect.width),
        } satisfies Box,
        ...innerBoxes(box, rect),
      ];
    }),
    ...portBoxes(column, frame),
  ]);
  return content.frame ? [...groupFrame(section, content.frame, rows, frame), ...columns] : columns;
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
