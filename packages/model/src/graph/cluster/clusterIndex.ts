import type { Evidence } from '../../evidence.ts';
import { HOST_NETNS } from '../../ids.ts';
import type { Ip } from '../../net/ip.ts';
import { prefixAddress } from '../../net/ip.ts';
import type { Mac } from '../../net/mac.ts';
import type { Pod } from '../../snapshot/kubernetes.ts';
import type { Link } from '../../snapshot/link.ts';
import { interfaceType } from '../interfaceType.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import type { KubeNodeNames } from './kubeNodeNames.ts';
import { readKubeNodeNames } from './kubeNodeNames.ts';

/** An interface of a node's own namespace, and the node. */
export interface NodeLink {
  readonly context: GraphContext;
  readonly placed: PlacedLink;
}

/** All captured nodes with the look-ups that join them. Each answer is in the captures' order. */
export interface ClusterIndex {
  readonly contexts: readonly GraphContext[];
  readonly names: KubeNodeNames;
  /** VXLAN devices of the nodes' own namespaces, by an address on them. */
  vxlansWithAddress(address: Ip): readonly NodeLink[];
  vxlansWithMac(mac: Mac): readonly NodeLink[];
  /** Any interface of the nodes' own namespaces that carries the address. */
  hostLinksWithAddress(address: Ip): readonly NodeLink[];
}

export function indexCluster(
  contexts: readonly GraphContext[],
  pods: readonly Pod[],
): ClusterIndex {
  const vxlanByAddress = new Map<Ip, NodeLink[]>();
  const vxlanByMac = new Map<Mac, NodeLink[]>();
  const byAddress = new Map<Ip, NodeLink[]>();
  for (const context of contexts) {
    for (const placed of hostLinks(context)) {
      const found = { context, placed };
      const isVxlan = interfaceType(placed.link).type === 'vxlan';
      if (isVxlan && placed.link.mac !== undefined) append(vxlanByMac, placed.link.mac, found);
      for (const address of addressesOf(placed.link)) {
        append(byAddress, address, found);
        if (isVxlan) append(vxlanByAddress, address, found);
      }
    }
  }
  return {
    contexts,
    names: readKubeNodeNames(contexts, pods, (address) => byAddress.get(address) ?? []),
    vxlansWithAddress: (address) => vxlanByAddress.get(address) ?? [],
    vxlansWithMac: (mac) => vxlanByMac.get(mac) ?? [],
    hostLinksWithAddress: (address) => byAddress.get(address) ?? [],
  };
}

export function hostLinks({ index }: GraphContext): readonly PlacedLink[] {
  return (index.host?.links ?? []).map((link) => ({ netns: HOST_NETNS, link }));
}

export function addressesOf(link: Link): ReadonlySet<Ip> {
  return new Set(link.addresses.map(({ prefix }) => prefixAddress(prefix)));
}

/** The lines that say that a link has an address. */
export function addressEvidence(link: Link, address: Ip | undefined): readonly Evidence[] {
  return link.addresses
    .filter(({ prefix }) => prefixAddress(prefix) === address)
    .map(({ evidence }) => evidence);
}

function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
