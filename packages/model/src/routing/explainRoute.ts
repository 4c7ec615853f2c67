import type { Confidence } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { HOST_NETNS } from '../ids.ts';
import type { Ip } from '../net/ip.ts';
import { defaultPrefix, familyWidth, prefixAddress, prefixLength } from '../net/ip.ts';
import type { Route } from '../snapshot/route.ts';

/** What one route means to the person reading it. */
export interface RouteMeaning {
  readonly text: string;
  /** `inferred`: it follows from how the CNI plugin works, not from this capture alone. */
  readonly confidence: Confidence;
  /** The interface or pod it leads to, where that is more than the route's own device. */
  readonly leadsTo?: Id;
}

/** What a reader of routes has to know of the surroundings; made from the topology by the caller. */
export interface RouteSurroundings {
  /** Namespace the route is in: `host` for the node's own. */
  readonly netns: string;
  /** Kind of an interface in the same namespace. */
  kindOf(ifname: string): string | undefined;
  /** The other end of a veth in the same namespace. */
  peerOf(ifname: string): { readonly id: Id; readonly name: string } | undefined;
  /** The pod in the namespace that a host-side interface leads to. */
  podBehind(ifname: string): { readonly id: Id; readonly name: string } | undefined;
  /** The captured interface that carries an address. */
  ownerOf(
    address: Ip,
  ): { readonly id: Id; readonly name: string; readonly netns: string } | undefined;
  /** Peer node behind a VTEP address, where it is captured. */
  nodeOfVtep?(address: Ip): string | undefined;
}

/** The protocol that Calico's Felix marks its routes with: Calico, `DeviceRouteProtocol`. */
const CALICO_PROTOCOLS: ReadonlySet<string> = new Set(['80', 'bird']);
/** The gateway that Calico gives every pod; nobody has the address, the host answers by proxy ARP. */
const CALICO_GATEWAY = '169.254.1.1';

export function explainRoute(route: Route, around: RouteSurroundings): RouteMeaning {
  switch (route.type) {
    case 'blackhole':
      return explainBlackhole(route);
    case 'unreachable':
      return proven('answered with "host unreachable"');
    case 'prohibit':
      return proven('refused with "administratively prohibited"');
    case 'throw':
      return proven('sends the look-up on to the next table');
    case 'local':
      return proven(`delivered here: an address of ${deviceOf(route) ?? 'this namespace'}`);
    case 'anycast':
      return proven('delivered here: an anycast address');
    case 'broadcast':
      return proven(`broadcast on ${deviceOf(route) ?? 'its network'}`);
    case 'multicast':
      return proven(`multicast on ${deviceOf(route) ?? 'its network'}`);
    case 'nat':
      return proven('obsolete stateless NAT, ignored since Linux 2.6');
    case 'unicast':
      return explainUnicast(route, around);
  }
}

function explainBlackhole(route: Route): RouteMeaning {
  if (route.protocol !== undefined && CALICO_PROTOCOLS.has(route.protocol)) {
    return {
      text: "this node's Calico address block (IPAM): an address in it that no pod has ends here, and does not leave by the default route",
      confidence: 'inferred',
    };
  }
  return proven('dropped in silence');
}

function explainUnicast(route: Route, around: RouteSurroundings): RouteMeaning {
  const [hop, ...more] = route.nexthops;
  if (!hop) return proven('a route without a next hop');
  if (more.length > 0) return proven(`shared among ${route.nexthops.length} next hops`);
  const isDefault = route.destination === defaultPrefix(route.family);
  const what = isDefault ? 'everything else' : 'traffic to it';
  if (hop.via === CALICO_GATEWAY || prefixAddress(route.destination) === CALICO_GATEWAY) {
    return explainCalicoGateway(hop.device, hop.via === undefined, around);
  }
  if (hop.via !== undefined) return explainGateway(what, hop.via, hop.device, around);
  const device = hop.device ?? 'an interface that is not named';
  if (prefixLength(route.destination) === familyWidth(route.family)) {
    return explainHostRoute(device, around);
  }
  return explainConnected(route, device, around);
}

function explainCalicoGateway(
  device: string | undefined,
  isOnLink: boolean,
  around: RouteSurroundings,
): RouteMeaning {
  const peer = device === undefined ? undefined : around.peerOf(device);
  const answer = `answered by proxy ARP on ${peer?.name ?? "the host's end of the veth"}`;
  const text = isOnLink
    ? `Calico's stand-in gateway, ${answer}`
    : `everything else, by way of ${CALICO_GATEWAY}: ${answer}`;
  return { text, confidence: 'inferred', ...(peer && { leadsTo: peer.id }) };
}

function explainGateway(
  what: string,
  via: Ip,
  device: string | undefined,
  around: RouteSurroundings,
): RouteMeaning {
  if (device !== undefined && around.kindOf(device) === 'vxlan') {
    const peer = around.nodeOfVtep?.(via);
    return proven(
      peer === undefined
        ? `pods of another node, through the tunnel ${device} to its VTEP ${via}`
        : `pods of ${peer}, through the tunnel ${device}`,
    );
  }
  const owner = around.ownerOf(via);
  if (owner) {
    const where = owner.netns === HOST_NETNS ? 'the host' : owner.netns;
    return {
      text: `${what}, by way of ${owner.name} on ${where}`,
      confidence: 'proven',
      leadsTo: owner.id,
    };
  }
  const role = what === 'everything else' ? 'the default gateway' : 'the gateway';
  return proven(`${what}: ${role} ${via}${device === undefined ? '' : ` on ${device}`}`);
}

/** `192.168.2.1 dev cali9d04617f188 scope link`. */
function explainHostRoute(device: string, around: RouteSurroundings): RouteMeaning {
  const pod = around.podBehind(device);
  return pod
    ? { text: `workload route to ${pod.name}`, confidence: 'proven', leadsTo: pod.id }
    : proven(`a single address, directly on ${device}`);
}

/** `10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.11`. */
function explainConnected(route: Route, device: string, around: RouteSurroundings): RouteMeaning {
  if (around.kindOf(device) === 'bridge') return proven(`the network of the bridge ${device}`);
  if (route.destination === defaultPrefix(route.family)) {
    return proven(`everything else, directly on ${device}`);
  }
  return proven(`the network of ${device}, directly attached`);
}

function deviceOf(route: Route): string | undefined {
  return route.nexthops[0]?.device;
}

function proven(text: string): RouteMeaning {
  return { text, confidence: 'proven' };
}
