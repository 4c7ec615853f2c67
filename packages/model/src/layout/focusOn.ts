import type { InterfaceElement, Topology, TopologyEdge, TopologyNode } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import type { TopologyIndex } from './topologyIndex.ts';
import { indexTopology } from './topologyIndex.ts';

/**
 * A pod, namespace or interface and its way out, nothing else: its links, what they are attached to,
 * the host, the interfaces that lead off the machine, and what is outside. `undefined`: there is no
 * such way, since it is outside itself or a machine.
 */
export function focusOn(topology: Topology, id: string): Topology | undefined {
  const index = indexTopology(topology);
  const element = topology.nodes.find((node) => node.id === id);
  const start = element && startOf(element, index);
  if (!element || !start) return undefined;
  const kept = new Set<Id>(start);
  // Whatever is added while it is walked is walked as well.
  for (const one of kept) {
    for (const next of nextTo(one, index)) kept.add(next);
  }
  const nodes = topology.nodes.filter(
    (node) =>
      kept.has(node.id) ||
      node.id === id ||
      (node.kind === 'pod' && livesIn(node.netns, kept, index)),
  );
  const shown = new Set(nodes.map((node) => node.id));
  const edges = topology.edges.filter(
    ({ source, target }) => shown.has(source) && shown.has(target),
  );
  return { ...topology, nodes, edges };
}

function startOf(element: TopologyNode, index: TopologyIndex): readonly Id[] | undefined {
  switch (element.kind) {
    case 'pod':
      return element.netns && [element.netns, ...interfacesIn(element.netns, index)];
    case 'netns':
      return [element.id, ...interfacesIn(element.id, index)];
    case 'interface':
      return [element.id, element.netns];
    case 'node':
    case 'external':
      return undefined;
  }
}

/** Of the host itself only those that lead off the machine: the others belong to other namespaces. */
function interfacesIn(netns: Id, index: TopologyIndex): readonly Id[] {
  if (isHost(netns, index)) return [];
  return index.interfacesOf(netns).flatMap(({ id, type }) => (type === 'loopback' ? [] : [id]));
}

/** In a namespace that is kept. The host's pods are not on the way. */
function livesIn(netns: Id | undefined, kept: ReadonlySet<Id>, index: TopologyIndex): boolean {
  return netns !== undefined && kept.has(netns) && !isHost(netns, index);
}

/** One step further out. */
function nextTo(id: Id, index: TopologyIndex): readonly Id[] {
  const element = index.element(id);
  switch (element?.kind) {
    case 'interface':
      return [element.netns, ...index.edgesOf(id).flatMap((edge) => outward(edge, element, index))];
    case 'netns':
      return [
        ...(element.parent ? [element.parent] : []),
        ...(element.isHost ? waysOut(id, index) : portsOf(id, index)),
      ];
    case 'external':
      return index
        .edgesOf(id)
        .flatMap(({ kind, source, target }) =>
          kind === 'gateway' && source === id ? [target] : [],
        );
    default:
      return [];
  }
}

/** Of a namespace that nobody looked into: the host's ends lead to it, not to an interface in it. */
function portsOf(netns: Id, index: TopologyIndex): readonly Id[] {
  return index.edgesOf(netns).flatMap(({ kind, source, target }) => {
    return kind === 'veth' ? [source === netns ? target : source] : [];
  });
}

/** Along an edge as packets go that leave: to the peer, the bridge, the device below, the outside. */
function outward(edge: TopologyEdge, from: InterfaceElement, index: TopologyIndex): readonly Id[] {
  const isSource = edge.source === from.id;
  const other = isSource ? edge.target : edge.source;
  switch (edge.kind) {
    case 'veth':
      // Not from a port of the host back into another namespace.
      return isHost(from.netns, index) ? [] : [other];
    case 'bond-member':
      return isSource ? [] : [other];
    case 'bridge-port':
    case 'vrf-member':
      return isSource || leadsOff(other, index) ? [other] : [];
    case 'pod-netns':
      return [];
    default:
      return isSource || index.element(other)?.kind !== 'interface' ? [other] : [];
  }
}

/** A NIC in a bridge: frames leave by it. A port to another namespace is none. */
function leadsOff(id: Id, index: TopologyIndex): boolean {
  const element = index.element(id);
  return element?.kind === 'interface' && OFF_THE_MACHINE.has(element.type);
}

const OFF_THE_MACHINE: ReadonlySet<InterfaceElement['type']> = new Set([
  ...(['device', 'bond', 'team', 'vlan', 'vxlan', 'geneve', 'gre', 'ipip'] as const),
  ...(['sit', 'ip6tnl', 'wireguard'] as const),
]);

/** Interfaces by which routes of the host lead to a next hop; all NICs where none is known. */
function waysOut(host: Id, index: TopologyIndex): readonly Id[] {
  const element = index.element(host);
  if (element?.kind !== 'netns') return [];
  const devices = new Set(
    element.routes.filter(({ via }) => via.length > 0).flatMap((route) => route.devices),
  );
  const candidates = index.interfacesOf(host).filter(({ id }) => leadsOff(id, index));
  const used = candidates.filter(({ name }) => devices.has(name));
  return (used.length > 0 ? used : candidates).map(({ id }) => id);
}

function isHost(netns: Id, index: TopologyIndex): boolean {
  const element = index.element(netns);
  return element?.kind === 'netns' && element.isHost;
}
