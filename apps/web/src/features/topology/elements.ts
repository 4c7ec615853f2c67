import type { Box, Layout, Point, Stub, TextLine, Wire } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';

/** From a box's right end to the middle of the mark of its state. */
const STATE_INSET = 13;

/** The layout as Cytoscape's elements: boxes, their lines of text, wires. Pure; colours come later. */
export function toElements(layout: Layout): readonly ElementDefinition[] {
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  return [
    ...layout.boxes.map(boxElement),
    ...layout.boxes.flatMap((box) => box.texts.map((text, i) => textElement(box, text, i))),
    ...layout.stubs.flatMap((stub) => stubElement(stub, boxes)),
    ...layout.wires.flatMap((wire) => wireElement(wire, boxes)),
  ];
}

/** Ids of the text elements of a box: they are hidden with it. */
export function textIds(box: Box): readonly string[] {
  return box.texts.map((_, i) => `${box.id}#${i}`);
}

function boxElement(box: Box): ElementDefinition {
  const { id, element, x, y, width, height, role, kind, state, confidence, icon } = box;
  return {
    group: 'nodes',
    data: {
      id,
      ...(element !== undefined && { element }),
      kind,
      width,
      height,
      ...(role === 'group-frame' && farName(box)),
      ...(icon && { iconX: icon.x, iconY: icon.y }),
      ...(state && { state, stateX: width - STATE_INSET, stateY: box.texts[0]?.y ?? height / 2 }),
    },
    position: { x: x + width / 2, y: y + height / 2 },
    // Boxes cover nearly all of a fitted picture: a drag that starts on one moves the picture too.
    pannable: true,
    classes: ['box', role, `kind-${kind}`, confidence],
  };
}

/** A group's name as large as its frame lets it be, for those who look from far away. */
function farName({ texts, width }: Box): { readonly far: string; readonly farSize: number } {
  const words = (texts[0]?.text ?? '').split(' · ');
  const longest = Math.max(1, ...words.map((word) => word.length));
  return { far: words.join('\n'), farSize: Math.min(LARGEST_NAME, width / (longest * LETTER)) };
}
const LARGEST_NAME = 60;
/** A letter's width by its size, amply. */
const LETTER = 0.68;

function textElement(box: Box, line: TextLine, i: number): ElementDefinition {
  return {
    group: 'nodes',
    data: { id: `${box.id}#${i}`, text: line.text, size: line.size },
    position: { x: box.x + line.x, y: box.y + line.y },
    pannable: true,
    classes: ['text', line.font, line.tone],
  };
}

function stubElement(
  { id, box, routing, points }: Stub,
  boxes: ReadonlyMap<string, Box>,
): readonly ElementDefinition[] {
  const from = boxes.get(box);
  const to = boxes.get(routing);
  if (!from || !to) return [];
  const data = { id, source: box, target: routing, ...lineData(points, from, to) };
  return [{ group: 'edges', data, classes: ['stub', lineClass(points)] }];
}

function wireElement(wire: Wire, boxes: ReadonlyMap<string, Box>): readonly ElementDefinition[] {
  const from = boxes.get(wire.source);
  const to = boxes.get(wire.target);
  if (!from || !to) return [];
  const { id, source, target, element, kind, confidence, points, count } = wire;
  return [
    {
      group: 'edges',
      data: {
        id,
        source,
        target,
        ...(element !== undefined && { element }),
        ...(count !== undefined && { count: `${count}` }),
        // What the picture is fitted by; what follows is Cytoscape's own way to say it.
        ...(points.length > 2 && { points }),
        ...lineData(points, from, to),
      },
      classes: [
        'wire',
        `edge-${kind}`,
        confidence,
        lineClass(points),
        ...(count === undefined ? [] : ['bundle']),
      ],
    },
  ];
}

function lineClass(points: readonly Point[]): string {
  return points.length > 2 ? 'bent' : 'straight';
}

/**
 * A line as Cytoscape wants it: ends relative to the middles of the boxes, and each bend by how far
 * along the line between the middles it stands (weight) and how far to its side (distance).
 */
export function lineData(
  points: readonly Point[],
  from: Box,
  to: Box,
): Readonly<Record<string, string>> {
  const a = middleOf(from);
  const b = middleOf(to);
  const start = points[0] ?? a;
  const end = points.at(-1) ?? b;
  const run = { x: b.x - a.x, y: b.y - a.y };
  const length = Math.hypot(run.x, run.y) || 1;
  const bends = points.slice(1, -1).map((point) => {
    const off = { x: point.x - a.x, y: point.y - a.y };
    return {
      weight: (off.x * run.x + off.y * run.y) / length ** 2,
      distance: (off.y * run.x - off.x * run.y) / length,
    };
  });
  return {
    start: `${start.x - a.x}px ${start.y - a.y}px`,
    end: `${end.x - b.x}px ${end.y - b.y}px`,
    ...(bends.length > 0 && {
      weights: bends.map(({ weight }) => weight.toFixed(5)).join(' '),
      distances: bends.map(({ distance }) => distance.toFixed(3)).join(' '),
    }),
  };
}

export function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
