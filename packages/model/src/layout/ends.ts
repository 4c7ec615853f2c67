import type { EdgeKind, TopologyEdge } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { laneOffset } from './columns.ts';
import { BOX_PADDING } from './metrics.ts';
import type { End, Turn } from './router.ts';
import { BRACKET, innerEdges } from './slotBox.ts';
import type { PlacedColumn, Tiers } from './tiers.ts';
import { FIRST_LOWER, PODS, PORTS, UPPERS } from './tiers.ts';
import type { TopologyIndex } from './topologyIndex.ts';

export interface OpenWire {
  readonly id: string;
  readonly edge: TopologyEdge | undefined;
  readonly kind: EdgeKind;
  readonly source: string;
  readonly target: string;
  readonly turns: readonly Turn[];
  readonly count?: number;
}

/** Where the wires of a machine begin and end. */
export interface Ends {
  readonly byBox: ReadonlyMap<string, End>;
  /** By edge and box: in a column with several links each wire has its own lane. */
  readonly byWire: ReadonlyMap<string, End>;
  readonly columnOf: ReadonlyMap<string, PlacedColumn>;
  /** Wires inside one namespace, by edge. */
  readonly inner: ReadonlyMap<Id, OpenWire>;
  /** Inside groups that are closed. */
  readonly hidden: ReadonlySet<Id>;
}

export function endsOf(tiers: Tiers, index: TopologyIndex): Ends {
  const byBox = new Map<string, End>();
  const byWire = new Map<string, End>();
  const columnOf = new Map<string, PlacedColumn>();
  const inner = new Map<Id, OpenWire>();
  const hidden = new Set<Id>();
  for (const { id: shelf, content, left, width } of tiers.sections) {
    if (content.kind === 'shelf') {
      byBox.set(shelf, { box: shelf, tier: PODS, left, right: left + width });
      for (const { id, interfaces, ports } of content.cards.flatMap(({ slots }) => slots)) {
        for (const hiddenId of [id, ...[...interfaces, ...ports].map((element) => element.id)]) {
          hidden.add(hiddenId);
        }
      }
      continue;
    }
    for (const column of content.columns)
      addColumn(column, index, { byBox, byWire, columnOf, inner });
  }
  for (const { element, left, width } of tiers.uppers) {
    byBox.set(element.id, { box: element.id, tier: UPPERS, left, right: left + width });
  }
  for (const { element, layer, left, width } of tiers.lowers) {
    const tier = FIRST_LOWER + tiers.lowerTiers - 1 - layer;
    byBox.set(element.id, { box: element.id, tier, left, right: left + width });
  }
  return { byBox, byWire, columnOf, inner, hidden };
}

function addColumn(
  column: PlacedColumn,
  index: TopologyIndex,
  into: {
    readonly byBox: Map<string, End>;
    readonly byWire: Map<string, End>;
    readonly columnOf: Map<string, PlacedColumn>;
    readonly inner: Map<Id, OpenWire>;
  },
): void {
  const { left, width, lanes } = column;
  let lane = lanes;
  for (const { slot, cards, inset } of column.boxes) {
    const own = new Set<Id>([slot.id, ...slot.interfaces.map(({ id }) => id)]);
    const places = [
      { id: slot.id, left, right: left + width },
      ...cards.map(({ element: { id } }) => ({
        id,
        left: left + inset,
        right: left + width - BOX_PADDING,
      })),
    ];
    for (const place of places) {
      const end: End = { box: place.id, tier: PODS, left: place.left, right: place.right };
      into.byBox.set(place.id, end);
      into.columnOf.set(place.id, column);
      if (lanes === 0) continue;
      for (const edge of index.edgesOf(place.id)) {
        if (edge.kind === 'pod-netns' || (own.has(edge.source) && own.has(edge.target))) continue;
        lane -= 1;
        const x = left + width + laneOffset(Math.max(0, lane));
        into.byWire.set(`${edge.id} ${place.id}`, { ...end, lane: { side: place.right, x } });
      }
    }
    for (const [i, edge] of innerEdges(slot, index).entries()) {
      into.inner.set(edge.id, bracket(edge, left + inset, i));
    }
  }
  for (const { element } of column.ports) {
    const end: End = { box: element.id, tier: PORTS, left, right: left + width };
    into.byBox.set(element.id, lanes > 0 ? { ...end, lane: { side: left, x: left - 8 } } : end);
    into.columnOf.set(element.id, column);
  }
}

/** Two interfaces of one namespace: around their left sides. */
function bracket(edge: TopologyEdge, left: number, lane: number): OpenWire {
  const x = left - BRACKET * (lane + 1);
  const height = (box: Id) => ({ at: 'box', box, edge: 'middle' }) as const;
  const turns = [
    { x: left, height: height(edge.source) },
    { x, height: height(edge.source) },
    { x, height: height(edge.target) },
    { x: left, height: height(edge.target) },
  ];
  return { id: edge.id, edge, kind: edge.kind, source: edge.source, target: edge.target, turns };
}
