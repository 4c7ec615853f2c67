import type { TopologyEdge, TopologyNode } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { laneOffset } from './columns.ts';
import type { Ends, OpenWire } from './ends.ts';
import { endsOf } from './ends.ts';
import type { End, Obstacle, Router, Turn } from './router.ts';
import { makeRouter } from './router.ts';
import type { PlacedSection, Tiers } from './tiers.ts';
import { FIRST_LOWER, PODS, PORTS, ROUTING, UPPERS } from './tiers.ts';
import type { TopologyIndex } from './topologyIndex.ts';

/** A machine's wires, their heights still open. */
export interface Wiring {
  readonly wires: readonly OpenWire[];
  readonly stubs: readonly OpenStub[];
  /** Wires that leave the machine, down to the gap below its tiers. */
  readonly leaving: ReadonlyMap<string, readonly Turn[]>;
  readonly router: Router;
  /** Right end of all wires. */
  readonly right: number;
}

interface OpenStub {
  readonly box: string;
  readonly turns: readonly Turn[];
}

/** The box that stands for an interface on its routing; `layoutMachine` makes its pieces. */
export const bandId = (host: Id): string => `routing/${host}`;

export function wireMachine(tiers: Tiers, index: TopologyIndex): Wiring {
  const router = makeRouter(obstaclesOf(tiers));
  const ends = endsOf(tiers, index);
  const endFor = (edge: TopologyEdge, id: Id) =>
    ends.byWire.get(`${edge.id} ${id}`) ?? ends.byBox.get(id);
  const wires: OpenWire[] = [];
  const leaving = new Map<string, readonly Turn[]>();
  const own: TopologyEdge[] = [];
  const outward: { edge: TopologyEdge; end: End }[] = [];
  for (const edge of index.edges) {
    if (edge.kind === 'pod-netns' || ends.inner.has(edge.id)) continue;
    const source = endFor(edge, edge.source);
    const target = endFor(edge, edge.target);
    const end = source ?? target;
    if (source && target) own.push(edge);
    else if (end && leadsOutside(edge, index, ends.hidden)) outward.push({ edge, end });
  }
  wires.push(...ends.inner.values());
  for (const edge of own) {
    const pair = [endFor(edge, edge.source), endFor(edge, edge.target)];
    const [source, target] = pair;
    if (!source || !target || source === target) continue;
    wires.push(ownWire(edge, source, target, ends, router));
  }
  for (const bundle of bundles(tiers, ends.byBox)) {
    const turns = router.connect(bundle.upper, bundle.lower);
    wires.push({ ...bundle.wire, edge: undefined, turns });
  }
  for (const { edge, end } of outward) leaving.set(edge.id, router.leave(end));
  const stubs = hangOnRouting(tiers, ends.byBox, router);
  const xs = [...wires, ...stubs].flatMap(({ turns }) => turns.map(({ x }) => x));
  const leavingXs = [...leaving.values()].flat().map(({ x }) => x);
  return {
    wires,
    stubs,
    leaving,
    router,
    right: [...xs, ...leavingXs].reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Not an edge into a group that is closed: its shelf's bundle stands for that. */
function leadsOutside(edge: TopologyEdge, index: TopologyIndex, hidden: ReadonlySet<Id>): boolean {
  if (hidden.has(edge.source) || hidden.has(edge.target)) return false;
  const [a, b] = [index.element(edge.source), index.element(edge.target)];
  if (isOutside(a) || isOutside(b)) return true;
  return (
    a?.kind === 'interface' &&
    b?.kind === 'interface' &&
    machineOf(a.netns, index) !== machineOf(b.netns, index)
  );
}

/** Something of the outside, or another machine, of which no more than a box is shown. */
function isOutside(element: TopologyNode | undefined): boolean {
  return element?.kind === 'external' || element?.kind === 'node';
}

function machineOf(netns: Id, index: TopologyIndex): Id | undefined {
  return index.element(netns)?.parent;
}

function ownWire(
  edge: TopologyEdge,
  source: End,
  target: End,
  ends: Ends,
  router: Router,
): OpenWire {
  const wire = { id: edge.id, edge, kind: edge.kind, source: source.box, target: target.box };
  const beside = ends.columnOf.get(source.box);
  if (
    source.lane &&
    target.tier !== source.tier &&
    beside &&
    beside === ends.columnOf.get(target.box)
  ) {
    return { ...wire, turns: besideColumn(source, target) };
  }
  if (
    target.lane &&
    target.tier !== source.tier &&
    beside &&
    beside === ends.columnOf.get(target.box)
  ) {
    return { ...wire, turns: besideColumn(source, target) };
  }
  const isDown =
    source.tier < target.tier || (source.tier === target.tier && source.left <= target.left);
  const turns = isDown
    ? router.connect(source, target)
    : [...router.connect(target, source)].reverse();
  return { ...wire, turns };
}

/** From a namespace to its port, in the lane at the right of their column. */
function besideColumn(source: End, target: End): readonly Turn[] {
  const inner = source.tier === PODS ? source : target;
  const x = inner.lane?.x ?? inner.right;
  const turn = (end: End): readonly Turn[] => {
    const height = { at: 'box', box: end.box, edge: 'middle' } as const;
    return [
      { x: end.right, height },
      { x, height },
    ];
  };
  return [...turn(source), ...[...turn(target)].reverse()];
}

function obstaclesOf(tiers: Tiers): readonly (readonly Obstacle[])[] {
  const rows: Obstacle[][] = Array.from({ length: FIRST_LOWER + tiers.lowerTiers }, () => []);
  for (const { content } of tiers.sections) {
    if (content.kind === 'shelf') continue;
    for (const { left, width, lanes, ports } of content.columns) {
      if (ports.length === 0) continue;
      const right = left + width + (lanes > 0 ? laneOffset(lanes) : 0);
      rows[PORTS]?.push({ left: lanes > 0 ? left - 12 : left, right });
    }
  }
  for (const { left, width } of tiers.uppers) rows[UPPERS]?.push({ left, right: left + width });
  for (const { layer, left, width } of tiers.lowers) {
    rows[FIRST_LOWER + tiers.lowerTiers - 1 - layer]?.push({ left, right: left + width });
  }
  const { panel } = tiers;
  if (panel) {
    for (const row of rows.slice(FIRST_LOWER)) {
      row.push({ left: panel.left, right: panel.left + panel.width });
    }
  }
  return rows;
}

interface Bundle {
  readonly upper: End;
  readonly lower: End;
  readonly wire: Omit<OpenWire, 'turns' | 'edge'>;
}

/** One wire for all links of the groups on a shelf. */
function bundles(tiers: Tiers, ends: ReadonlyMap<string, End>): readonly Bundle[] {
  return tiers.sections.flatMap(({ id, group, content }: PlacedSection): readonly Bundle[] => {
    if (content.kind !== 'shelf' || !('to' in group.attachment)) return [];
    const upper = ends.get(id);
    const lower = ends.get(group.attachment.to);
    if (!upper || !lower) return [];
    const wire = {
      id: `bundle/${id}`,
      kind: group.attachment.kind === 'master' ? 'bridge-port' : 'macvlan-parent',
      source: id,
      target: lower.box,
      count: content.cards.reduce((sum, { slots }) => sum + slots.length, 0),
    } as const;
    return [{ upper, lower, wire }];
  });
}

/** A line from each routed interface to the host's routing: it is where packets may leave. */
function hangOnRouting(
  tiers: Tiers,
  ends: ReadonlyMap<string, End>,
  router: Router,
): readonly OpenStub[] {
  const { host, routed } = tiers.plan;
  if (!host || routed.size === 0) return [];
  const band = bandId(host.id);
  const shelves = tiers.sections
    .filter(({ content, group }) => content.kind === 'shelf' && group.attachment.kind === 'routed')
    .map(({ id }) => id);
  return [...[...routed].sort(), ...shelves].flatMap((box) => {
    const end = ends.get(box);
    const x = end && router.reach(end, ROUTING);
    if (!end || x === undefined) return [];
    const isAbove = end.tier < ROUTING;
    const edge = end.lane ? 'middle' : isAbove ? 'bottom' : 'top';
    const side = end.lane ? [{ x: end.lane.side, height: { at: 'box', box, edge } as const }] : [];
    return [
      {
        box,
        turns: [
          ...side,
          { x, height: { at: 'box', box, edge } },
          { x, height: { at: 'box', box: band, edge: isAbove ? 'top' : 'bottom' } },
        ],
      },
    ];
  });
}
