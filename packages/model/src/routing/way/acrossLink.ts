import type { Id } from '../../ids.ts';
import type { Ip } from '../../net/ip.ts';
import { ipFamily, isLinkLocal, prefixContains } from '../../net/ip.ts';
import { hasAddress, type LinkGraph } from './linkGraph.ts';

/** Where a packet comes to that goes out by an interface. */
export type Arrival =
  | { readonly kind: 'interface'; readonly at: Id; readonly through: readonly Id[] }
  /** Out of the capture: a gateway, a network, a tunnel's far end. */
  | { readonly kind: 'outside'; readonly at: Id; readonly through: readonly Id[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly through: readonly Id[] };

/** What goes out, and who is to take it on the link: the gateway, else the destination. */
export interface Leaving {
  readonly out: Id;
  readonly nexthop: Ip;
  readonly destination: Ip;
}

export function acrossLink(graph: LinkGraph, leaving: Leaving): Arrival {
  const { out } = leaving;
  const [peer] = graph.across(out, 'veth');
  // What is behind a namespace that nobody looked into is known from addresses alone.
  if (peer !== undefined && graph.interface(peer) !== undefined) {
    const bridge = bridgeOf(graph, peer);
    // The far end of a veth takes all that comes, by proxy ARP if need be.
    return bridge === undefined
      ? { kind: 'interface', at: peer, through: [] }
      : overBridge(graph, leaving, bridge, [peer]);
  }
  if (portsOf(graph, out).length > 0) return overBridge(graph, leaving, out, []);
  const tunnels = [...graph.across(out, 'vxlan-tunnel'), ...graph.across(out, 'ipip-tunnel')];
  if (tunnels.length > 0) return overTunnel(graph, leaving, tunnels);
  return overNetwork(graph, leaving, out, []);
}

function bridgeOf(graph: LinkGraph, port: Id): Id | undefined {
  return graph.across(port, 'bridge-port').find((id) => graph.interface(id)?.type === 'bridge');
}

function portsOf(graph: LinkGraph, bridge: Id): readonly Id[] {
  return graph.interface(bridge)?.type === 'bridge' ? graph.across(bridge, 'bridge-port') : [];
}

/** The bridge itself, or whoever is behind another of its ports. */
function overBridge(
  graph: LinkGraph,
  leaving: Leaving,
  bridge: Id,
  before: readonly Id[],
): Arrival {
  const { nexthop, out } = leaving;
  const own = graph.interface(bridge);
  if (own && bridge !== out && hasAddress(own, nexthop)) {
    return { kind: 'interface', at: bridge, through: before };
  }
  const through = bridge === out ? before : [...before, bridge];
  for (const port of portsOf(graph, bridge)) {
    const far = graph.across(port, 'veth').find((id) => {
      const element = graph.interface(id);
      return element !== undefined && hasAddress(element, nexthop);
    });
    if (far !== undefined) return { kind: 'interface', at: far, through: [...through, port] };
  }
  const beyond = overNetwork(graph, leaving, bridge, through);
  if (beyond.kind !== 'unknown') return beyond;
  const why = `nobody that was captured on the bridge ${own?.name ?? bridge} has ${nexthop}`;
  return { kind: 'unknown', why, through };
}

/** The far end with the next hop's address, else the one that routes send the destination to. */
function overTunnel(
  graph: LinkGraph,
  { out, nexthop, destination }: Leaving,
  ends: readonly Id[],
): Arrival {
  const isAt = (id: Id): boolean => {
    const node = graph.node(id);
    if (node?.kind === 'external') return node.address === nexthop;
    if (node?.kind !== 'interface') return false;
    // IP in IP names the far node, not its end of the tunnel.
    return graph.interfacesIn(node.netns).some((one) => hasAddress(one, nexthop));
  };
  const far =
    ends.find(isAt) ??
    ends.find((id) => graph.sentTo(out, id).some((prefix) => prefixContains(prefix, destination)));
  if (far === undefined) {
    const name = graph.interface(out)?.name ?? out;
    return { kind: 'unknown', why: `no far end of ${name} has ${nexthop}`, through: [] };
  }
  const kind = graph.interface(far) ? 'interface' : 'outside';
  return { kind, at: far, through: [] };
}

/** A network that several captured interfaces are on, else its gateway, else whoever is on it. */
function overNetwork(
  graph: LinkGraph,
  { nexthop, destination }: Leaving,
  out: Id,
  before: readonly Id[],
): Arrival {
  const networks = graph.across(out, 'network').filter((id) => {
    const node = graph.node(id);
    const own = node?.kind === 'external' ? node.network : undefined;
    if (own === undefined || ipFamily(own) !== ipFamily(nexthop)) return false;
    // A gateway's link-local address is on every network of its family.
    return prefixContains(own, nexthop) || isLinkLocal(nexthop);
  });
  for (const network of networks) {
    const through = [...before, network];
    const taker = graph.across(network, 'network').find((id) => {
      const element = graph.interface(id);
      return id !== out && element !== undefined && hasAddress(element, nexthop);
    });
    if (taker !== undefined) return { kind: 'interface', at: taker, through };
    const gateway = graph.across(network, 'gateway').find((id) => {
      const node = graph.node(id);
      return node?.kind === 'external' && node.address === nexthop;
    });
    if (gateway !== undefined) return { kind: 'outside', at: gateway, through };
    if (nexthop === destination) return { kind: 'outside', at: network, through: before };
  }
  const [network] = networks;
  if (network !== undefined) return { kind: 'outside', at: network, through: before };
  const name = graph.interface(out)?.name ?? out;
  return {
    kind: 'unknown',
    why: `the capture does not tell what ${name} leads to`,
    through: before,
  };
}
