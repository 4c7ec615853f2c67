import type { Ip, NetnsElement } from '@vethscope/model';
import { lookupRoute, type RouteLookup } from '@vethscope/model';
import type { Interface, Namespace, Network } from '../network/network.ts';
import { placeOf } from './place.ts';

/** Where a packet whose sender was not captured comes into view. */
export type Arrival =
  | { readonly kind: 'by'; readonly interface: Interface; readonly assumption: string }
  | { readonly kind: 'problem'; readonly message: string };

/** From a namespace of a captured node that was not captured: the node's end of what leads there. */
export function arrivalFromUnseen(
  host: Namespace,
  netns: NetnsElement | undefined,
  source: Ip,
): Arrival {
  const near = (netns && endTowards(host, netns)) ?? wayBack(host, source);
  const what = netns ? `namespace ${host.node}/${netns.name}` : `the namespace of ${source}`;
  if (!near) {
    const message = `${what} was not captured, and no interface of ${host.node} is known to lead there`;
    return { kind: 'problem', message };
  }
  const assumption = `${what} was not captured: its packet comes out of it by ${near.name} of ${host.node}`;
  return { kind: 'by', interface: near, assumption };
}

/**
 * From outside of the capture: the node is the one that has the destination, or to which alone it
 * is routed; the interface the one by which that node would answer.
 */
export function arrivalFromOutside(network: Network, source: Ip, destination: Ip): Arrival {
  const hosts = [...network.namespaces.values()].filter(({ isHost }) => isHost);
  const [host, ...others] = hosts.length === 1 ? hosts : receivers(network, hosts, destination);
  if (!host) {
    const nodes = hosts.map(({ node }) => node).join(', ');
    const message = `${source} is outside of the capture, and it is not known by which node (${nodes}) its packet to ${destination} comes in: name a node as the start`;
    return { kind: 'problem', message };
  }
  if (others.length > 0) {
    const nodes = [host, ...others].map(({ node }) => node).join(', ');
    const message = `${source} is outside of the capture, and its packet to ${destination} may come in by ${nodes}: name a node as the start`;
    return { kind: 'problem', message };
  }
  const near = wayBack(host, source);
  if (!near) {
    const message = `${source} is outside of the capture, and no route of ${host.node} leads there`;
    return { kind: 'problem', message };
  }
  const assumption = `${source} is outside of the capture: its packet comes in by ${near.name} of ${host.node}, which the way back leads to`;
  return { kind: 'by', interface: near, assumption };
}

function receivers(
  network: Network,
  hosts: readonly Namespace[],
  destination: Ip,
): readonly Namespace[] {
  const place = placeOf(network, { kind: 'address', address: destination });
  switch (place.kind) {
    case 'captured':
      return hosts.filter(({ node }) => node === place.netns.node);
    case 'unseen':
      return [place.host];
    default:
      return hosts.filter((host) => isRoutedHere(lookupRoute(host.facts, destination)));
  }
}

/** Straight to a device, or an address of a block of the node's own that nobody has. */
function isRoutedHere({ outcome, route }: RouteLookup): boolean {
  if (outcome === 'blackhole') return true;
  return outcome === 'forward' && route?.nexthops.every(({ via }) => via === undefined) === true;
}

/** The interface that says that its other end is in there. */
function endTowards(host: Namespace, netns: NetnsElement): Interface | undefined {
  const names = new Set([netns.name, ...netns.aliases]);
  return [...host.interfaces.values()].find(({ link: { peer } }) => {
    if (!peer) return false;
    if (peer.netns !== undefined) return names.has(peer.netns);
    if (peer.nsid === undefined) return false;
    const listed = host.facts.netnsNames.find(({ nsid }) => nsid === peer.nsid);
    // A namespace without a name is called after the id that the node's own has for it.
    return names.has(listed?.name ?? `nsid-${peer.nsid}`);
  });
}

function wayBack(host: Namespace, address: Ip): Interface | undefined {
  const { outcome, route } = lookupRoute(host.facts, address);
  if (outcome !== 'forward') return undefined;
  const device = route?.nexthops.find((hop) => hop.device !== undefined)?.device;
  return device === undefined ? undefined : host.interfaces.get(device);
}
