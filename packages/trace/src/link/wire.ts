import type { EdgeKind, Id, TopologyEdge } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { Interface, Network } from '../network/network.ts';
import { facesNetwork } from './outside.ts';

/** Where a frame comes out that is handed to a device for sending. */
export type Wire =
  | { readonly kind: 'loopback' }
  /** The other end of a veth. */
  | { readonly kind: 'peer'; readonly peer: Interface; readonly edge: TopologyEdge }
  /** It has one, in a namespace that nobody looked into. */
  | { readonly kind: 'unseenPeer'; readonly netns: Id | undefined }
  | { readonly kind: 'bridge' }
  /** A VLAN tags it, a bond hands it to one of its members. */
  | { readonly kind: 'lower'; readonly lower: Interface | undefined; readonly vlan?: number }
  | { readonly kind: 'macvlan'; readonly lower: Interface | undefined }
  | { readonly kind: 'ipvlan'; readonly lower: Interface | undefined }
  | { readonly kind: 'vxlan' | 'ipip' }
  /** A NIC: whoever is on its network. */
  | { readonly kind: 'outside' }
  /** A dummy takes what it is given, and that is the end of it. */
  | { readonly kind: 'swallowed' }
  /** A program, or a tunnel whose other end the kernel's tables do not tell. */
  | { readonly kind: 'beyond'; readonly what: string }
  | { readonly kind: 'notFollowed'; readonly what: string };

/** `interface` sends. Depends on nothing but the captures, so it is worked out once. */
export function wireOf(network: Network, at: Interface): Wire {
  const known = wires.get(at);
  if (known) return known;
  const wire = findWire(network, at);
  wires.set(at, wire);
  return wire;
}

const wires = new WeakMap<Interface, Wire>();

function findWire(network: Network, at: Interface): Wire {
  return vethWire(network, at) ?? wireByType(network, at);
}

/** Without details a pod's eth0 looks like a NIC; that it is one end of a pair says more. */
function vethWire(network: Network, at: Interface): Wire | undefined {
  const edge = at.edges.find(({ kind }) => kind === 'veth');
  if (edge) {
    const other = edge.source === at.id ? edge.target : edge.source;
    const peer = network.interfaces.get(other);
    if (peer) return { kind: 'peer', peer, edge };
    if (!facesNetwork(at)) return { kind: 'unseenPeer', netns: other };
  }
  return undefined;
}

function wireByType(network: Network, at: Interface): Wire {
  const { type, name, link } = at;
  switch (type) {
    case 'loopback':
      return { kind: 'loopback' };
    case 'veth':
      // The lab's nodes, and those of kind, have a veth for a NIC.
      return facesNetwork(at) ? { kind: 'outside' } : { kind: 'unseenPeer', netns: undefined };
    case 'bridge':
    case 'vxlan':
    case 'ipip':
      return { kind: type };
    case 'vlan':
      return taggedWire(network, at);
    case 'bond':
    case 'team':
      return { kind: 'lower', lower: activeMember(at) };
    case 'macvlan':
    case 'macvtap':
      return { kind: 'macvlan', lower: lowerOf(network, at, 'macvlan-parent') };
    case 'ipvlan': {
      const mode = link.details?.kind === 'ipvlan' ? link.details.mode : undefined;
      if (mode !== undefined && mode !== 'l2') {
        return { kind: 'notFollowed', what: `${name} is an ipvlan of mode ${mode}` };
      }
      return { kind: 'ipvlan', lower: lowerOf(network, at, 'ipvlan-parent') };
    }
    case 'dummy':
    case 'ifb':
    case 'nlmon':
      return { kind: 'swallowed' };
    case 'tun':
      return { kind: 'beyond', what: `into the program behind ${name}` };
    case 'wireguard':
      return { kind: 'beyond', what: `into the WireGuard tunnel ${name}` };
    case 'device':
      return { kind: 'outside' };
    case 'unknown':
      return unknownWire(at);
    case 'gre':
    case 'sit':
    case 'ip6tnl':
    case 'geneve':
      return { kind: 'notFollowed', what: `${name} is a tunnel of type ${type}` };
    case 'vrf':
      return { kind: 'notFollowed', what: `${name} is a VRF` };
    case 'other':
      return { kind: 'notFollowed', what: `${name} is of a type that is not modelled` };
    default:
      return assertNever(type);
  }
}

function taggedWire(network: Network, at: Interface): Wire {
  const lower = lowerOf(network, at, 'vlan-parent');
  const { details } = at.link;
  const vlan = details?.kind === 'vlan' ? details.vlanId : undefined;
  if (vlan === undefined) return { kind: 'notFollowed', what: `${at.name}'s VLAN is not known` };
  return { kind: 'lower', lower, vlan };
}

/** Which one a hash chooses makes no difference: they are on one network. */
function activeMember({ ports, link: { details } }: Interface): Interface | undefined {
  const active = details?.kind === 'bond' ? details.activeSlave : undefined;
  return (
    ports.find(({ name }) => name === active) ??
    ports.find(({ link }) => link.flags.includes('LOWER_UP')) ??
    ports[0]
  );
}

function lowerOf(network: Network, at: Interface, edgeKind: EdgeKind): Interface | undefined {
  const edge = at.edges.find(({ kind, source }) => kind === edgeKind && source === at.id);
  return edge && network.interfaces.get(edge.target);
}

function unknownWire(at: Interface): Wire {
  if (at.ports.length > 0) return { kind: 'bridge' };
  if (facesNetwork(at)) return { kind: 'outside' };
  return { kind: 'notFollowed', what: `the capture does not tell what ${at.name} is` };
}
