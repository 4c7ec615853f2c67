import type { EdgeKind, Topology } from '../graph/topology.ts';
import type { Kind } from './kind.ts';
import { kindOf } from './kind.ts';
import type { Layout } from './layout.ts';

/** One line of the legend: what it stands for, and how many of it the capture has. */
export interface LegendEntry {
  /** Stays the same from version to version: views name what they hide by it. */
  readonly key: string;
  readonly group: 'kind' | 'edge' | 'confidence' | 'state';
  readonly label: string;
  readonly kind: Kind;
  readonly count: number;
  /** Not drawn as a box of its own, for example a loopback, or inside a group that is closed. */
  readonly undrawn: number;
}

const KIND_LABELS: readonly (readonly [Kind, string])[] = [
  ['pod', 'pods'],
  ['netns', 'namespaces'],
  ['veth', 'veth'],
  ['bridge', 'bridges'],
  ['vxlan', 'VXLAN'],
  ['tunnel', 'tunnels'],
  ['vlan', 'VLAN, macvlan'],
  ['bond', 'bonds'],
  ['device', 'NICs'],
  ['loopback', 'loopback'],
  ['other', 'other interfaces'],
  ['external', 'outside'],
];

const EDGE_LABELS: readonly (readonly [EdgeKind, string, Kind])[] = [
  ['veth', 'veth pair', 'veth'],
  ['bridge-port', 'bridge port', 'bridge'],
  ['bond-member', 'bond member', 'bond'],
  ['vrf-member', 'VRF member', 'other'],
  ['vlan-parent', 'VLAN on device', 'vlan'],
  ['macvlan-parent', 'macvlan on device', 'vlan'],
  ['ipvlan-parent', 'ipvlan on device', 'vlan'],
  ['vxlan-underlay', 'VXLAN over underlay', 'vxlan'],
  ['vxlan-tunnel', 'VXLAN to peer', 'vxlan'],
  ['ipip-tunnel', 'IP in IP to peer', 'tunnel'],
  ['tunnel-underlay', 'tunnel over underlay', 'tunnel'],
  ['network', 'network', 'external'],
  ['gateway', 'gateway', 'external'],
];

/** What there is in the capture, kinds that it does not have left out. */
export function legendOf(topology: Topology, layout: Layout): readonly LegendEntry[] {
  const drawn = new Set<string>(layout.boxes.flatMap(({ id, element }) => [id, element ?? id]));
  // A closed group is its pods' box: they are hidden with it.
  const grouped = new Set<string>(layout.groups.flatMap(({ members }) => members));
  for (const { id, kind } of topology.nodes) if (kind === 'pod' && grouped.has(id)) drawn.add(id);
  const kinds = KIND_LABELS.flatMap(([kind, label]): readonly LegendEntry[] => {
    const elements = topology.nodes.filter((node) => kindOf(node) === kind);
    const undrawn = elements.filter(({ id }) => !drawn.has(id)).length;
    const count = elements.length;
    return count === 0 ? [] : [{ key: kind, group: 'kind', label, kind, count, undrawn }];
  });
  const wires = new Set(layout.wires.flatMap(({ element }) => element ?? []));
  // A bundle stands for all of its kind: they can be hidden together.
  const bundled = new Set(
    layout.wires.flatMap(({ element, kind }) => (element === undefined ? kind : [])),
  );
  const edges = EDGE_LABELS.flatMap(([edge, label, kind]): readonly LegendEntry[] => {
    const all = topology.edges.filter((candidate) => candidate.kind === edge);
    const undrawn = bundled.has(edge) ? 0 : all.filter(({ id }) => !wires.has(id)).length;
    if (all.length === 0) return [];
    return [{ key: `edge:${edge}`, group: 'edge', label, kind, count: all.length, undrawn }];
  });
  const inferred = topology.edges.filter(({ confidence }) => confidence === 'inferred').length;
  const down = topology.nodes.filter((node) => node.kind === 'interface' && node.state === 'down');
  const downUndrawn = down.filter(({ id }) => !drawn.has(id)).length;
  return [
    ...kinds,
    ...edges,
    ...entry('inferred', 'confidence', inferred, 0),
    ...entry('down', 'state', down.length, downUndrawn),
  ];
}

function entry(
  label: string,
  group: LegendEntry['group'],
  count: number,
  undrawn: number,
): readonly LegendEntry[] {
  return count === 0 ? [] : [{ key: label, group, label, kind: 'other', count, undrawn }];
}
