import type { TopologyEdge } from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';
import type { ClusterPlan } from './clusterPlan.ts';
import type { Mesh } from './meshes.ts';
import type { Placed } from './placement.ts';
import { middleOf } from './placement.ts';
import type { OpenRowWire, RowWire } from './rowWires.ts';
import { fixEnds } from './rowWires.ts';
import type { Unit } from './units.ts';

type Units = readonly Placed<Unit>[];

/** From hubs down to the units of their members, and from unit to unit: both end at units' tops. */
export function tunnelWires(
  hubs: readonly Placed<Mesh>[],
  lines: readonly Mesh[],
  units: Units,
): { readonly up: readonly RowWire[]; readonly across: readonly RowWire[] } {
  const up = hubs.flatMap((hub) =>
    units.flatMap((unit): readonly OpenRowWire[] => {
      const inside = unit.item.members.filter(({ element }) => hub.item.members.has(element.id));
      if (inside.length === 0) return [];
      const ids = new Set<Id>(inside.map(({ element }) => element.id));
      const own = hub.item.tunnels.filter(({ a, b }) => ids.has(a) || ids.has(b));
      return [
        bundle(
          hub.item.id,
          unit.item.id,
          own.map(({ edge }) => edge),
        ),
      ];
    }),
  );
  const unitOf = new Map(
    units.flatMap(({ item }) => item.members.map(({ element }) => [element.id, item.id] as const)),
  );
  const across = lines
    .flatMap(({ tunnels }) => tunnels)
    .flatMap(({ edge, a, b }): readonly OpenRowWire[] => {
      const [source, target] = [unitOf.get(a), unitOf.get(b)];
      return source === undefined || target === undefined || source === target
        ? []
        : [single(edge, source, target)];
    });
  const fixed = fixEnds([...up, ...across], [...hubs, ...units]);
  return { up: fixed.slice(0, up.length), across: fixed.slice(up.length) };
}

/** From the units down to the networks that their members are on. */
export function networkWires(
  { attachments }: ClusterPlan,
  networks: readonly Placed<{ readonly id: Id }>[],
  units: Units,
): readonly RowWire[] {
  const open = units.flatMap(({ item: unit }) => {
    const members = new Set<Id>(unit.members.map(({ element }) => element.id));
    return networks.flatMap(({ item: { id } }): readonly OpenRowWire[] => {
      const edges = attachments
        .filter(({ member, network }) => network === id && members.has(member))
        .map(({ edge }) => edge);
      const [first] = edges;
      if (!first) return [];
      return [edges.length === 1 ? single(first, unit.id, id) : bundle(unit.id, id, edges)];
    });
  });
  return fixEnds(open, [...units, ...networks]);
}

export function gatewayWires(
  edges: readonly TopologyEdge[],
  networks: readonly Placed<{ readonly id: Id }>[],
  gateways: readonly Placed<{ readonly id: Id }>[],
): readonly RowWire[] {
  const upper = new Set(networks.map(({ item }) => item.id));
  const lower = new Set(gateways.map(({ item }) => item.id));
  const open = edges
    .filter(
      ({ kind, source, target }) => kind === 'gateway' && upper.has(source) && lower.has(target),
    )
    .map((edge) => single(edge, edge.source, edge.target));
  return fixEnds(open, [...networks, ...gateways]);
}

/** Where the wires of something in the row below come from. */
export function middlesOf(
  ids: ReadonlySet<string>,
  row: readonly Placed<{ readonly id: string }>[],
): readonly number[] {
  return row.filter(({ item }) => ids.has(item.id)).map(middleOf);
}

function single(edge: TopologyEdge, source: string, target: string): OpenRowWire {
  const { id, kind, confidence } = edge;
  return { id, element: id, kind, confidence, source, target };
}

/** Stands for several edges of one kind: dashed where one of them is only inferred. */
function bundle(source: string, target: string, edges: readonly TopologyEdge[]): OpenRowWire {
  const isDoubtful = edges.some(({ confidence }) => confidence === 'inferred');
  return {
    id: `bundle/${source} ${target}`,
    kind: edges[0]?.kind ?? 'network',
    confidence: isDoubtful ? 'inferred' : 'proven',
    source,
    target,
    count: edges.length,
  };
}
