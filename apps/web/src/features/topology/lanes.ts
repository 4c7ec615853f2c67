import type { Box, Layout, Point } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { lineData, middleOf } from './elements.ts';

/** One way through the picture, as boxes that it comes by. */
export interface Passage {
  readonly way: 'request' | 'reply';
  readonly boxes: readonly string[];
}

/** A piece of a way: beside the wire or stub that it follows, in the direction of travel. */
interface Run {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** Absent: it goes over what is drawn in common for many. */
  readonly follows?: string;
}

/** Beside the wire, so that a request and its reply do not cover each other: traffic keeps right. */
const ASIDE = 4;

export interface Lanes {
  readonly elements: readonly ElementDefinition[];
  /** Wires and stubs that they run along, and boxes between that no place stands for. */
  readonly followed: readonly string[];
  /** Where the last piece of a way leads. */
  readonly ends: ReadonlyMap<Passage['way'], Point>;
}

export function lanesOf(layout: Layout, passages: readonly Passage[]): Lanes {
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  const runs = indexRuns(layout);
  const laid = passages.flatMap(({ way, boxes: places }) =>
    places.flatMap((to, i) => {
      const from = places[i - 1];
      const found = from === undefined ? [] : runsBetween(runs, boxes, from, to);
      return found.map((run) => ({ way, run }));
    }),
  );
  return {
    elements: laid.flatMap(({ way, run }, i) => laneElement(boxes, way, run, i)),
    followed: [...new Set(laid.flatMap(({ run }) => [run.from, run.follows ?? [], run.to].flat()))],
    ends: new Map(
      laid.flatMap(({ way, run: { points } }) =>
        points.slice(-1).map((end) => [way, end] as const),
      ),
    ),
  };
}

type Runs = ReadonlyMap<string, readonly Run[]>;

/** By the box where they begin; each wire and stub can be gone along in both directions. */
function indexRuns({ wires, stubs }: Layout): Runs {
  const runs = new Map<string, Run[]>();
  const add = (from: string, to: string, points: readonly Point[], follows: string) => {
    for (const run of [
      { from, to, points, follows },
      { from: to, to: from, points: points.toReversed(), follows },
    ]) {
      const known = runs.get(run.from);
      if (known) known.push(run);
      else runs.set(run.from, [run]);
    }
  };
  for (const { id, source, target, points } of wires) add(source, target, points, id);
  for (const { id, box, routing, points } of stubs) add(box, routing, points, id);
  return runs;
}

/**
 * The wire between two boxes, or two with something between them that no interface is: a network,
 * a hub. To routing, which has several pieces, by the stub of the interface; from what stands in a
 * closed group by its shelf's.
 */
function runsBetween(
  runs: Runs,
  boxes: ReadonlyMap<string, Box>,
  from: string,
  to: string,
): readonly Run[] {
  const outOf = homesOf(boxes, from).flatMap((home) => runs.get(home) ?? []);
  const goals = homesOf(boxes, to);
  const direct = outOf.find((run) => goals.some((goal) => isAt(boxes, run.to, goal)));
  if (direct) return [direct];
  const back = goals
    .flatMap((goal) => runs.get(goal) ?? [])
    .find((run) => isAt(boxes, run.to, from));
  if (back) return [{ ...back, from: back.to, to: back.from, points: back.points.toReversed() }];
  for (const first of outOf) {
    if (!BETWEEN.has(boxes.get(first.to)?.role ?? 'machine')) continue;
    const second = runs.get(first.to)?.find((run) => run.to === to);
    if (second) return [first, second];
  }
  return directly(boxes.get(from), boxes.get(to));
}

/** Of nodes in one frame no line of each leads to the hub of their tunnels: straight from one to the next. */
function directly(from: Box | undefined, to: Box | undefined): readonly Run[] {
  if (from?.role !== 'node' || to?.role !== 'node' || from.id === to.id) return [];
  return [{ from: from.id, to: to.id, points: [onBorder(from, to), onBorder(to, from)] }];
}

/** Where the line between the middles of two boxes leaves the first. */
function onBorder(box: Box, other: Box): Point {
  const [middle, goal] = [middleOf(box), middleOf(other)];
  const [x, y] = [goal.x - middle.x, goal.y - middle.y];
  const share = Math.min(box.width / 2 / Math.abs(x), box.height / 2 / Math.abs(y));
  return { x: middle.x + x * share, y: middle.y + y * share };
}

/** The box itself, and the shelf that it stands on: a shelf has one link for all. */
function homesOf(boxes: ReadonlyMap<string, Box>, id: string): readonly string[] {
  const parent = boxes.get(boxes.get(id)?.parent ?? '');
  return parent?.role === 'shelf' ? [id, parent.id] : [id];
}

const BETWEEN: ReadonlySet<Box['role']> = new Set(['external', 'mesh', 'zone']);

/** Pieces of one band of routing are one place. */
function isAt(boxes: ReadonlyMap<string, Box>, id: string, wanted: string): boolean {
  if (id === wanted) return true;
  const [box, other] = [boxes.get(id), boxes.get(wanted)];
  return box?.role === 'routing' && other?.role === 'routing' && box.element === other.element;
}

function laneElement(
  boxes: ReadonlyMap<string, Box>,
  way: Passage['way'],
  { from, to, points }: Run,
  i: number,
): readonly ElementDefinition[] {
  const [source, target] = [boxes.get(from), boxes.get(to)];
  if (!source || !target) return [];
  const aside = shifted(points, ASIDE);
  return [
    {
      group: 'edges',
      data: {
        id: `lane/${i}`,
        source: from,
        target: to,
        // For pictures that are handed on: what follows is Cytoscape's own way to say it.
        points: aside,
        ...lineData(aside, source, target),
      },
      classes: ['lane', way, aside.length > 2 ? 'bent' : 'straight'],
    },
  ];
}

/** The same line, so many pixels to the right of whoever goes along it. Pieces are axis-parallel. */
export function shifted(points: readonly Point[], by: number): readonly Point[] {
  return points.map((point, i) => {
    const before = rightOf(points[i - 1], point);
    const after = rightOf(point, points[i + 1]);
    const sides = isSame(before, after) ? [before] : [before, after];
    return {
      x: point.x + by * sides.reduce((sum, side) => sum + (side?.x ?? 0), 0),
      y: point.y + by * sides.reduce((sum, side) => sum + (side?.y ?? 0), 0),
    };
  });
}

/** Of length 1, to the right of the direction from `a` to `b`; y grows downwards. */
function rightOf(a: Point | undefined, b: Point | undefined): Point | undefined {
  if (!a || !b) return undefined;
  const [x, y] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(x, y);
  return length === 0 ? undefined : { x: -y / length, y: x / length };
}

function isSame(a: Point | undefined, b: Point | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y;
}
