import { compareText } from '../evidence.ts';
import type { TopologyEdge } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { externalFace, externalWidth } from './cards.ts';
import { assignLanes, laneCount } from './lanes.ts';
import type { Box, Point, Wire } from './layout.ts';
import { CARD_HEIGHT, COLUMN_GAP, LANE, TIER_GAP } from './metrics.ts';
import { placeNear } from './placeNear.ts';
import type { Jog } from './router.ts';
import type { OutsideElement, TopologyIndex } from './topologyIndex.ts';
import { simplify } from './waypoints.ts';

/** A wire that has come out of its machine, at the gap below it. */
export interface Arrival {
  readonly edge: TopologyEdge;
  readonly box: string;
  readonly points: readonly Point[];
  readonly x: number;
}

/** Networks and peers under the interfaces that lead there, gateways under their networks. */
export function layoutOutside(
  arriving: readonly Arrival[],
  externals: readonly OutsideElement[],
  index: TopologyIndex,
  bottom: number,
): { readonly boxes: readonly Box[]; readonly wires: readonly Wire[] } {
  const behind = new Set(externals.filter((e) => isBehind(e, index)).map(({ id }) => id));
  const first = externals.filter(({ id }) => !behind.has(id));
  const wishOf = (external: OutsideElement) =>
    meanOf(
      arriving
        .filter(({ edge }) => edge.source === external.id || edge.target === external.id)
        .map(({ x }) => x),
    );
  const firstRow = placeRow(first, wishOf);
  const jogs = new Map<string, Jog>();
  for (const { edge, x } of arriving) {
    const end = firstRow.find(({ element: { id } }) => id === edge.source || id === edge.target);
    if (!end) continue;
    const into = entry(end, x, edge.id, arriving);
    if (into !== x) {
      jogs.set(edge.id, { gap: 0, from: Math.min(x, into), to: Math.max(x, into) });
    }
  }
  const between = pairs(arriving);
  for (const [id, [a, b]] of between) {
    jogs.set(id, { gap: 0, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
  }
  const lanes = assignLanes([...jogs.values()]);
  const gapHeight = TIER_GAP + LANE * laneCount(lanes);
  const jogY = (id: string) => {
    const jog = jogs.get(id);
    return bottom + TIER_GAP / 2 + LANE * ((jog && lanes.get(jog)) ?? 0);
  };
  const firstTop = externals.length > 0 ? bottom + gapHeight : bottom;
  const secondRow = placeRow(
    externals.filter(({ id }) => behind.has(id)),
    (external) =>
      meanOf(
        firstRow
          .filter(({ element: { id } }) =>
            index.edgesOf(external.id).some((e) => e.source === id || e.target === id),
          )
          .map(({ left, width }) => left + width / 2),
      ),
  );
  const secondTop = firstTop + CARD_HEIGHT + TIER_GAP;
  const boxes = [
    ...firstRow.map((item) => externalBox(item, firstTop)),
    ...secondRow.map((item) => externalBox(item, secondTop)),
  ];
  const down = arriving.flatMap(({ edge, box, points, x }): readonly Wire[] => {
    const end = firstRow.find(({ element: { id } }) => id === edge.source || id === edge.target);
    if (!end) return [];
    const into = entry(end, x, edge.id, arriving);
    const y = jogY(edge.id);
    const way = [...points, { x, y }, { x: into, y }, { x: into, y: firstTop }];
    return [outsideWire(edge, box, end.element.id, way)];
  });
  const across = [...between.entries()].map(([id, [a, b]]): Wire => {
    const y = jogY(id);
    const way = [...a.points, { x: a.x, y }, { x: b.x, y }, ...[...b.points].reverse()];
    return outsideWire(a.edge, a.box, b.box, way);
  });
  const beyond = index.edges.flatMap((edge): readonly Wire[] => {
    const ends = [edge.source, edge.target];
    const upper = firstRow.find(({ element: { id } }) => ends.includes(id));
    const lower = secondRow.find(({ element: { id } }) => ends.includes(id));
    if (!upper || !lower) return [];
    const from = upper.left + upper.width / 2;
    const to = entry(lower, from, edge.id, []);
    const y = firstTop + CARD_HEIGHT + TIER_GAP / 2;
    const way = [
      { x: from, y: firstTop + CARD_HEIGHT },
      { x: from, y },
      { x: to, y },
      { x: to, y: secondTop },
    ];
    return [outsideWire(edge, upper.element.id, lower.element.id, way)];
  });
  return { boxes, wires: [...down, ...across, ...beyond] };
}

/** A gateway on a network that is drawn. */
function isBehind(external: OutsideElement, index: TopologyIndex): boolean {
  const others = index
    .edgesOf(external.id)
    .map(({ source, target }) => index.element(source === external.id ? target : source));
  return (
    external.kind === 'external' &&
    external.role === 'gateway' &&
    others.length > 0 &&
    others.every((other) => other?.kind === 'external' && other.role !== 'gateway')
  );
}

/** Edges that leave one machine and arrive at another. */
function pairs(arriving: readonly Arrival[]): ReadonlyMap<string, readonly [Arrival, Arrival]> {
  const found = new Map<string, readonly [Arrival, Arrival]>();
  for (const [i, a] of arriving.entries()) {
    const b = arriving.slice(i + 1).find(({ edge }) => edge.id === a.edge.id);
    if (b) found.set(a.edge.id, a.box === a.edge.source ? [a, b] : [b, a]);
  }
  return found;
}

interface PlacedExternal {
  readonly element: OutsideElement;
  readonly left: number;
  readonly width: number;
}

function placeRow(
  externals: readonly OutsideElement[],
  wishOf: (external: OutsideElement) => number,
): readonly PlacedExternal[] {
  const sorted = externals
    .map((element) => ({ element, middle: wishOf(element), width: externalWidth(element) }))
    .sort((a, b) => a.middle - b.middle || compareText(a.element.id, b.element.id));
  const lefts = placeNear(sorted, COLUMN_GAP);
  const shift = Math.max(0, -(lefts[0] ?? 0));
  return sorted.map(({ element, width }, i) => ({ element, width, left: (lefts[i] ?? 0) + shift }));
}

/** Straight in where the box is wide enough; several tunnels to one machine beside each other. */
function entry(
  { element, left, width }: PlacedExternal,
  x: number,
  edge: Id,
  arriving: readonly Arrival[],
): number {
  if (element.kind === 'node') {
    const own = arriving.filter((one) => [one.edge.source, one.edge.target].includes(element.id));
    const sorted = own.sort((a, b) => a.x - b.x || compareText(a.edge.id, b.edge.id));
    const place = sorted.findIndex((one) => one.edge.id === edge);
    return Math.round(left + (width * (place + 1)) / (sorted.length + 1));
  }
  return x >= left + LANE && x <= left + width - LANE ? x : left + width / 2;
}

function externalBox({ element, left, width }: PlacedExternal, y: number): Box {
  return {
    ...{ x: left, y, width, height: CARD_HEIGHT },
    ...{ id: element.id, element: element.id, role: 'external' },
    kind: element.kind,
    confidence: 'proven',
    ...externalFace(element, width),
  };
}

function outsideWire(edge: TopologyEdge, from: string, to: string, points: readonly Point[]): Wire {
  const isForward = edge.source === from;
  return {
    ...{ id: edge.id, element: edge.id, kind: edge.kind, confidence: edge.confidence },
    source: isForward ? from : to,
    target: isForward ? to : from,
    points: simplify(isForward ? points : [...points].reverse()),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
