import { elementIdOf } from '../links/linkEdge.ts';
import type { TunnelWay } from '../topology.ts';
import type { ClusterIndex, NodeLink } from './clusterIndex.ts';
import { hostLinks } from './clusterIndex.ts';
import type { RemoteEnd } from './tunnelWays.ts';
import { wayTo } from './tunnelWays.ts';

/** Whose device a far end is: one node's, one of several that cannot be told apart, or nobody's. */
export type TunnelPeer =
  | { readonly kind: 'found'; readonly peer: NodeLink; readonly way: TunnelWay }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly NodeLink[] }
  | { readonly kind: 'none' };

/**
 * By the address of the VTEP; where no captured device has it by the MAC address of the neighbour
 * entry, then by the underlay address of the forwarding entry. What then does not fit is in the way.
 */
export function tunnelPeer(cluster: ClusterIndex, end: RemoteEnd): TunnelPeer {
  for (const find of [vxlansWithVtep, vxlansWithMac, vxlansAtUnderlay]) {
    const others = find(cluster, end).filter(({ context }) => context !== end.tunnel.context);
    if (others.length > 0) return best(others, end);
  }
  return { kind: 'none' };
}

function vxlansWithVtep(cluster: ClusterIndex, { vtep }: RemoteEnd): readonly NodeLink[] {
  return cluster.vxlansWithAddress(vtep);
}

function vxlansWithMac(cluster: ClusterIndex, { neighbor }: RemoteEnd): readonly NodeLink[] {
  return neighbor?.mac === undefined ? [] : cluster.vxlansWithMac(neighbor.mac);
}

/** Devices with the same VNI on the node that frames are sent to. */
function vxlansAtUnderlay(cluster: ClusterIndex, end: RemoteEnd): readonly NodeLink[] {
  const to = end.fdb?.destination;
  const own = end.tunnel.placed.link.details;
  if (to === undefined || own?.kind !== 'vxlan' || own.vni === undefined) return [];
  return cluster.hostLinksWithAddress(to).flatMap(({ context }) =>
    hostLinks(context)
      .filter(({ link: { details } }) => details?.kind === 'vxlan' && details.vni === own.vni)
      .map((placed) => ({ context, placed })),
  );
}

/** Several may have an address, or it was captured twice: the one with which most agrees is meant. */
function best(candidates: readonly NodeLink[], end: RemoteEnd): TunnelPeer {
  const ways = candidates.map((peer) => ({ peer, way: wayTo(end, peer) }));
  const most = Math.max(...ways.map(({ way }) => agreement(way)));
  const [first, ...others] = ways.filter(({ way }) => agreement(way) === most);
  if (!first) return { kind: 'none' };
  const ids = new Set([first, ...others].map(({ peer }) => elementIdOf(peer.context, peer.placed)));
  return ids.size > 1
    ? { kind: 'ambiguous', candidates: [first, ...others].map(({ peer }) => peer) }
    : { kind: 'found', ...first };
}

function agreement({ facts }: TunnelWay): number {
  const count = (answer: string) => facts.filter(({ agrees }) => agrees === answer).length;
  return count('yes') - count('no');
}
