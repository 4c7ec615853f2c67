import type {
  EdgeKind,
  HostElement,
  InterfaceElement,
  NetnsElement,
  PodElement,
  Topology,
  TopologyEdge,
} from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { isLoopbackAddress } from './addresses.ts';
import { groupSlots } from './groups.ts';
import type { Slot, SlotGroup } from './slots.ts';
import {
  compareInterfaces,
  indexTopology,
  type OutsideElement,
  type TopologyIndex,
} from './topologyIndex.ts';

/** Which tier each thing belongs to, before anything has a size or a place. */
export interface MachinePlan {
  readonly machine: HostElement;
  /** Absent: nothing is known of the machine's own namespace. */
  readonly host: NetnsElement | undefined;
  /** Namespaces by what their host-side interfaces are attached to, left to right. */
  readonly groups: readonly SlotGroup[];
  /** Bridges and VRFs that host-side interfaces are attached to. */
  readonly uppers: readonly InterfaceElement[];
  /** The other interfaces of the host, by layer: NICs are 0, what sits on them 1, … */
  readonly lowers: readonly LowerInterface[];
  readonly hostPods: readonly PodElement[];
  /** Namespaces that nothing refers to and nobody looked into. */
  readonly unseen: readonly NetnsElement[];
  /** Interfaces of the host that its routing uses. */
  readonly routed: ReadonlySet<Id>;
}

export interface LowerInterface {
  readonly element: InterfaceElement;
  readonly layer: number;
  /** What it sits on. */
  readonly below: readonly Id[];
}

export interface PicturePlan {
  readonly machines: readonly MachinePlan[];
  readonly externals: readonly OutsideElement[];
  readonly index: TopologyIndex;
}

/** Edges whose source sits on its target, or is a member of it. */
const SITS_ON: ReadonlySet<EdgeKind> = new Set([
  'vlan-parent',
  'macvlan-parent',
  'ipvlan-parent',
  'vxlan-underlay',
  'tunnel-underlay',
]);
const MEMBER_OF: ReadonlySet<EdgeKind> = new Set(['bond-member', 'vrf-member', 'bridge-port']);

export function planPicture(topology: Topology): PicturePlan {
  const index = indexTopology(topology);
  return {
    machines: index.machines.map((machine) => planMachine(machine, index)),
    externals: index.externals,
    index,
  };
}

function planMachine(machine: HostElement, index: TopologyIndex): MachinePlan {
  const namespaces = index.namespacesOf(machine.id);
  const host = namespaces.find((netns) => netns.isHost);
  const inHost = host ? index.interfacesOf(host.id).filter(isDrawn) : [];
  const routed = routedInterfaces(host, inHost, index);
  const ports = inHost.filter((element) => isPort(element, index));
  const portIds = new Set(ports.map(({ id }) => id));
  const masters = new Set(ports.map((port) => index.masterOf(port.id)));
  const uppers = inHost.filter(({ id }) => masters.has(id) && !portIds.has(id));
  const upperIds = new Set(uppers.map(({ id }) => id));
  const others = namespaces.filter((netns) => !netns.isHost);
  const unseen = others.filter((netns) => !netns.captured && isIsolated(netns, index));
  const slots = makeSlots(
    others.filter((netns) => !unseen.includes(netns)),
    ports,
    index,
  );
  return {
    machine,
    host,
    groups: groupSlots(machine.id, slots, uppers, routed, index),
    uppers,
    lowers: layerInterfaces(
      inHost.filter(({ id }) => !portIds.has(id) && !upperIds.has(id)),
      index,
    ),
    hostPods: host ? index.podsOf(host.id) : [],
    unseen,
    routed,
  };
}

/** A loopback with nothing but 127.0.0.1 and ::1 tells nothing: every namespace has one. */
function isDrawn(element: InterfaceElement): boolean {
  return (
    element.type !== 'loopback' || element.addresses.some((address) => !isLoopbackAddress(address))
  );
}

/** What the host's routing uses: it has an address, or a route leads out of it; and no master. */
function routedInterfaces(
  host: NetnsElement | undefined,
  interfaces: readonly InterfaceElement[],
  index: TopologyIndex,
): ReadonlySet<Id> {
  const devices = new Set((host?.routes ?? []).flatMap((route) => route.devices));
  const routed = interfaces.filter(
    (element) =>
      element.type !== 'loopback' &&
      index.masterOf(element.id) === undefined &&
      (element.addresses.length > 0 || devices.has(element.name)),
  );
  return new Set(routed.map(({ id }) => id));
}

/** The host's end of a link into another namespace, or one of which only this end is known. */
function isPort(element: InterfaceElement, index: TopologyIndex): boolean {
  const peers = index.vethPeers(element.id);
  if (peers.length > 0) return peers.some((peer) => index.netnsOf(peer) !== element.netns);
  if (element.type === 'veth') return true;
  // A tap of a virtual machine on a bridge: `vnet0 … master br0`.
  return element.type === 'tun' && index.masterOf(element.id) !== undefined;
}

function isIsolated(netns: NetnsElement, index: TopologyIndex): boolean {
  return (
    index.interfacesOf(netns.id).length === 0 &&
    index.podsOf(netns.id).length === 0 &&
    index.edgesOf(netns.id).every((edge) => edge.kind === 'pod-netns')
  );
}

function makeSlots(
  namespaces: readonly NetnsElement[],
  ports: readonly InterfaceElement[],
  index: TopologyIndex,
): readonly Slot[] {
  const portsOf = new Map<Id, InterfaceElement[]>();
  const alone: InterfaceElement[] = [];
  const known = new Set(namespaces.map(({ id }) => id));
  for (const port of ports) {
    const netns = index
      .vethPeers(port.id)
      .map((peer) => index.netnsOf(peer))
      .find((id) => id !== undefined && known.has(id));
    if (netns === undefined) alone.push(port);
    else portsOf.set(netns, [...(portsOf.get(netns) ?? []), port]);
  }
  return [
    ...namespaces.map(
      (netns): Slot => ({
        id: netns.id,
        netns,
        pods: index.podsOf(netns.id),
        interfaces: index.interfacesOf(netns.id).filter(isDrawn),
        ports: portsOf.get(netns.id) ?? [],
      }),
    ),
    ...alone.map(
      (port): Slot => ({
        id: port.id,
        netns: undefined,
        pods: [],
        interfaces: [],
        ports: [port],
      }),
    ),
  ];
}

function layerInterfaces(
  interfaces: readonly InterfaceElement[],
  index: TopologyIndex,
): readonly LowerInterface[] {
  const known = new Set(interfaces.map(({ id }) => id));
  const below = new Map<Id, readonly Id[]>(
    interfaces.map(({ id }) => [
      id,
      index
        .edgesOf(id)
        .flatMap((edge) => restsOn(edge, id))
        .filter((to) => known.has(to)),
    ]),
  );
  const layers = new Map<Id, number>();
  const layerOf = (id: Id, above: ReadonlySet<Id>): number => {
    const done = layers.get(id);
    if (done !== undefined) return done;
    const path = new Set([...above, id]);
    // The kernel allows no loop; a capture that was put together by hand may hold one.
    const lower = (below.get(id) ?? []).filter((to) => !path.has(to));
    const layer = lower.reduce((max, to) => Math.max(max, layerOf(to, path) + 1), 0);
    layers.set(id, layer);
    return layer;
  };
  return [...interfaces].sort(compareInterfaces).map((element) => {
    const layer = layerOf(element.id, new Set());
    return {
      element,
      layer,
      below: (below.get(element.id) ?? []).filter((to) => layerOf(to, new Set()) < layer),
    };
  });
}

function restsOn(edge: TopologyEdge, id: Id): readonly Id[] {
  if (SITS_ON.has(edge.kind) && edge.source === id) return [edge.target];
  if (MEMBER_OF.has(edge.kind) && edge.target === id) return [edge.source];
  return [];
}
