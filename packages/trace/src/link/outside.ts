import type { Confidence, Id, TopologyEdge } from '@vethscope/model';
import { compareText } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';
import { childrenOf } from './children.ts';

/** Another captured node's NIC on a network that a NIC is on. */
export interface OutsideEnd {
  /** Where a frame comes in: below a bridge or VLAN that has the address. */
  readonly nic: Interface;
  /** Tag that it has there. */
  readonly vlan?: number;
  /** Which network it is, as the topology calls it: `10.0.0.0/24`. */
  readonly network: string;
  /** `inferred`: only equal prefixes say that both are on it. */
  readonly confidence: Confidence;
}

/** Who else is on the wire of a NIC, for frames with this tag. Sorted by id. */
export function outsideEnds(
  network: Network,
  nic: Interface,
  vlan: number | undefined,
): readonly OutsideEnd[] {
  const byTag = endsOf.get(nic) ?? new Map<number, readonly OutsideEnd[]>();
  endsOf.set(nic, byTag);
  const known = byTag.get(vlan ?? 0) ?? findEnds(network, nic, vlan);
  byTag.set(vlan ?? 0, known);
  return known;
}

const endsOf = new WeakMap<Interface, Map<number, readonly OutsideEnd[]>>();

function findEnds(
  network: Network,
  nic: Interface,
  vlan: number | undefined,
): readonly OutsideEnd[] {
  const found = new Map<Interface, OutsideEnd>();
  for (const layer of layersAbove(network, nic, vlan)) {
    for (const own of layer.edges.filter(isOnNetwork(layer))) {
      const name = network.topology.nodes.find(({ id }) => id === own.target)?.label ?? own.target;
      for (const edge of membersOf(network, own.target)) {
        const member = network.interfaces.get(edge.source);
        if (!member || member.netns.node === nic.netns.node) continue;
        const isProven = own.confidence === 'proven' && edge.confidence === 'proven';
        const lowest = lowestLayer(network, member);
        if (found.has(lowest.nic)) continue;
        const confidence = isProven ? 'proven' : 'inferred';
        found.set(lowest.nic, { ...lowest, network: name, confidence });
      }
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.nic.id, b.nic.id));
}

/** Whether the topology has it on a network outside of its node. */
export function facesNetwork(at: Interface): boolean {
  return at.edges.some(isOnNetwork(at));
}

function isOnNetwork(at: Interface): (edge: TopologyEdge) => boolean {
  return ({ kind, source }) => kind === 'network' && source === at.id;
}

/** The interfaces that a frame from this wire may end at: the NIC, its bridge or bond, its VLANs. */
function layersAbove(
  network: Network,
  nic: Interface,
  vlan: number | undefined,
): readonly Interface[] {
  const base = nic.master ? [nic, nic.master] : [nic];
  if (vlan === undefined) return base;
  return base.flatMap((lower) =>
    childrenOf(network, lower, 'vlan-parent').filter(({ link }) => vlanIdOf(link) === vlan),
  );
}

function lowestLayer(network: Network, member: Interface): Pick<OutsideEnd, 'nic' | 'vlan'> {
  const vlan = vlanIdOf(member.link);
  const parent = parentOf(network, member);
  if (vlan !== undefined && parent) return { nic: lowestPort(parent), vlan };
  return { nic: lowestPort(member) };
}

/** Of a bridge the port that is a NIC; a bond stands for its members. */
function lowestPort(member: Interface): Interface {
  if (member.type !== 'bridge') return member;
  return member.ports.find(({ type }) => type === 'device' || type === 'bond') ?? member;
}

function parentOf(network: Network, { id, edges }: Interface): Interface | undefined {
  const edge = edges.find(({ kind, source }) => kind === 'vlan-parent' && source === id);
  return edge && network.interfaces.get(edge.target);
}

function vlanIdOf({ details }: Interface['link']): number | undefined {
  return details?.kind === 'vlan' ? details.vlanId : undefined;
}

const members = new WeakMap<Network, ReadonlyMap<Id, readonly TopologyEdge[]>>();

function membersOf(network: Network, target: Id): readonly TopologyEdge[] {
  const known = members.get(network);
  if (known) return known.get(target) ?? [];
  const byTarget = new Map<Id, TopologyEdge[]>();
  for (const edge of network.topology.edges) {
    if (edge.kind !== 'network') continue;
    const found = byTarget.get(edge.target);
    if (found) found.push(edge);
    else byTarget.set(edge.target, [edge]);
  }
  members.set(network, byTarget);
  return byTarget.get(target) ?? [];
}
