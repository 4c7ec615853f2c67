import { compareText } from '../evidence.ts';
import type { Topology } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { NodeView } from './cluster/nodeView.ts';
import { nodeView } from './cluster/nodeView.ts';
import type { MachineFrame } from './frame.ts';
import { gatherPeers } from './gatherPeers.ts';
import { partTitle } from './groupWords.ts';
import { measureHeights } from './heights.ts';
import type { Box, GroupSummary, Layout, Point, Stub, Wire } from './layout.ts';
import { machineBoxes } from './machineBoxes.ts';
import { HOST_PADDING, LANE, MACHINE_GAP, MACHINE_PADDING } from './metrics.ts';
import type { Arrival } from './outside.ts';
import { layoutOutside } from './outside.ts';
import type { MachinePlan } from './plan.ts';
import { planPicture } from './plan.ts';
import type { Turn } from './router.ts';
import type { OpenGroups } from './sections.ts';
import { collapsible, isOpen } from './sections.ts';
import type { Slot } from './slots.ts';
import { placeTiers, ROUTING } from './tiers.ts';
import type { TopologyIndex } from './topologyIndex.ts';
import { simplify } from './waypoints.ts';
import { bandId, type Wiring, wireMachine } from './wiring.ts';

export interface LayoutOptions {
  /** One node of several: the others are boxes that its tunnels lead to. */
  readonly machine?: Id;
  /** Groups that are drawn in full although their machine has many namespaces; default: none. */
  readonly open?: OpenGroups;
}

/**
 * Lays a topology out in tiers: namespaces on top, below them their host-side interfaces, what
 * those are attached to, the host's routing, tunnels and NICs, and the outside. Pure: the same
 * topology gives the same picture, in whatever order its arrays come.
 */
export function layoutTopology(topology: Topology, options: LayoutOptions = {}): Layout {
  const { machine, open = new Set() } = options;
  const whole = { topology, bundles: new Map() };
  return layoutView(machine === undefined ? whole : nodeView(topology, machine), open);
}

/** The same for a node's view that was made already, or only a part of it. */
export function layoutView(view: NodeView, open: OpenGroups): Layout {
  const { topology, bundles, groups } = gatherPeers(view, open);
  const layout = layoutMachines(topology, open);
  return {
    ...layout,
    wires: layout.wires.map((wire) => asBundle(wire, bundles)),
    groups: [...layout.groups, ...groups],
  };
}

/** A wire that stands for several edges is none of them. */
function asBundle({ element, ...wire }: Wire, bundles: ReadonlyMap<Id, number>): Wire {
  const count = element === undefined ? undefined : bundles.get(element);
  return { ...wire, ...(count === undefined ? element && { element } : { count }) };
}

function layoutMachines(topology: Topology, open: OpenGroups): Layout {
  const { machines, externals, index } = planPicture(topology);
  const placed: PlacedMachine[] = [];
  let left = 0;
  for (const plan of machines) {
    const part = layoutMachine(plan, index, open);
    placed.push({ ...part, left });
    left += part.frame.width + MACHINE_GAP;
  }
  // Machines end on one line, so that the outside lies below all of them.
  const bottom = Math.max(0, ...placed.map(({ frame }) => frame.heights.bottom));
  const shifted = placed.map((machine) => ({
    ...machine,
    top: bottom - machine.frame.heights.bottom,
  }));
  const outside = layoutOutside(
    shifted.flatMap((machine) => arrivals(machine, index)),
    externals,
    index,
    bottom,
  );
  const inner = shifted.map((machine) => drawMachine(machine, index));
  const boxes = [...inner.flatMap((part) => part.boxes), ...outside.boxes];
  const reach = (value: (box: Box) => number) => Math.max(0, ...boxes.map(value));
  return {
    width: reach((box) => box.x + box.width),
    height: reach((box) => box.y + box.height),
    boxes,
    wires: [...inner.flatMap((part) => part.wires), ...outside.wires].sort((a, b) =>
      compareText(a.id, b.id),
    ),
    stubs: inner.flatMap((part) => part.stubs),
    groups: machines.flatMap((plan) => summarizeGroups(plan, open, index)),
  };
}

interface PlacedMachine {
  readonly frame: MachineFrame;
  readonly wiring: Wiring;
  readonly left: number;
}

interface ShiftedMachine extends PlacedMachine {
  readonly top: number;
}

function layoutMachine(
  plan: MachinePlan,
  index: TopologyIndex,
  open: OpenGroups,
): Omit<PlacedMachine, 'left'> {
  const tiers = placeTiers(plan, index, open);
  const wiring = wireMachine(tiers, index);
  const right = Math.max(tiers.right, wiring.right + LANE);
  const width = 2 * Math.ceil((right + HOST_PADDING + MACHINE_PADDING) / 2);
  const heights = measureHeights(tiers, wiring, width);
  return { frame: { tiers, heights, width, crossings: wiring.router.crossings(ROUTING) }, wiring };
}

function summarizeGroups(
  plan: MachinePlan,
  open: OpenGroups,
  index: TopologyIndex,
): readonly GroupSummary[] {
  return plan.groups.flatMap((group) =>
    collapsible(plan, group).map((part) => ({
      id: part.id,
      title: partTitle(group, part, index),
      count: part.slots.length,
      isOpen: isOpen(open, part),
      members: part.slots.flatMap(membersOf),
    })),
  );
}

function membersOf({ id, pods, interfaces, ports }: Slot): readonly Id[] {
  return [id, ...[...pods, ...interfaces, ...ports].map((element) => element.id)];
}

interface Drawn {
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly stubs: readonly Stub[];
}

function drawMachine(machine: ShiftedMachine, index: TopologyIndex): Drawn {
  const boxes = boxesOf(machine, index);
  const pointsOf = pointFinder(machine, boxes);
  const host = machine.frame.tiers.plan.host?.id;
  const routingId = host === undefined ? '' : bandId(host);
  return {
    boxes,
    wires: machine.wiring.wires.map(({ id, edge, kind, source, target, turns, count }) => ({
      ...{ id, kind, source, target },
      ...(edge && { element: edge.id }),
      ...(count !== undefined && { count }),
      confidence: edge?.confidence ?? 'proven',
      points: simplify(pointsOf(turns)),
    })),
    stubs: machine.wiring.stubs.map(({ box, turns }) => ({
      id: `stub/${box}`,
      box,
      routing: routingId,
      points: simplify(pointsOf(turns)),
    })),
  };
}

function boxesOf({ frame, left, top }: ShiftedMachine, index: TopologyIndex): readonly Box[] {
  return machineBoxes(frame, index).map((box) => ({ ...box, x: box.x + left, y: box.y + top }));
}

function pointFinder(
  { frame, left, top }: ShiftedMachine,
  boxes: readonly Box[],
): (turns: readonly Turn[]) => readonly Point[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return (turns) =>
    turns.map(({ x, height }) => {
      if (height.at === 'jog') return { x: x + left, y: frame.heights.jog(height.jog) + top };
      const box = byId.get(height.box);
      if (!box) return { x: x + left, y: top };
      const share = { top: 0, middle: 0.5, bottom: 1 }[height.edge];
      return { x: x + left, y: box.y + box.height * share };
    });
}

function arrivals(machine: ShiftedMachine, index: TopologyIndex): readonly Arrival[] {
  const boxes = boxesOf(machine, index);
  const pointsOf = pointFinder(machine, boxes);
  const known = new Set(boxes.map(({ id }) => id));
  const edges = new Map(index.edges.map((edge) => [`${edge.id}`, edge]));
  return [...machine.wiring.leaving].flatMap(([id, turns]) => {
    const edge = edges.get(id);
    const points = pointsOf(turns);
    const box = edge && (known.has(edge.source) ? edge.source : edge.target);
    const x = points.at(-1)?.x;
    return edge && box !== undefined && x !== undefined ? [{ edge, box, points, x }] : [];
  });
}
