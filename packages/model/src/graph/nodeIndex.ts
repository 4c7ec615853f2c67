import type { Evidence } from '../evidence.ts';
import { HOST_NETNS } from '../ids.ts';
import type { Ip } from '../net/ip.ts';
import { prefixAddress } from '../net/ip.ts';
import type { Link } from '../snapshot/link.ts';
import type { NetnsSnapshot, NodeSnapshot } from '../snapshot/snapshot.ts';

/** A link and the namespace it is in. Names and indexes repeat in every namespace. */
export interface PlacedLink {
  readonly netns: string;
  readonly link: Link;
}

/** One node's snapshot with the look-ups that the graph rules need. */
export interface NodeIndex {
  readonly node: NodeSnapshot;
  readonly host: NetnsSnapshot | undefined;
  linkByIndex(netns: string, ifindex: number): PlacedLink | undefined;
  linkByName(netns: string, name: string): PlacedLink | undefined;
  /** All links, namespace by namespace. */
  readonly links: readonly PlacedLink[];
  /** Interfaces that carry an address, in any namespace. */
  linksWithAddress(address: Ip): readonly PlacedLink[];
}

export function indexNode(node: NodeSnapshot): NodeIndex {
  const byIndex = new Map<string, PlacedLink>();
  const byName = new Map<string, PlacedLink>();
  const byAddress = new Map<Ip, PlacedLink[]>();
  const links: PlacedLink[] = [];
  for (const { name: netns, links: inside } of node.namespaces) {
    for (const link of inside) {
      const placed = { netns, link };
      links.push(placed);
      byIndex.set(`${netns}/${link.ifindex}`, placed);
      byName.set(`${netns}/${link.name}`, placed);
      for (const { prefix } of link.addresses) {
        const address = prefixAddress(prefix);
        const carriers = byAddress.get(address);
        if (carriers) carriers.push(placed);
        else byAddress.set(address, [placed]);
      }
    }
  }
  return {
    node,
    host: node.namespaces.find((netns) => netns.name === HOST_NETNS),
    links,
    linkByIndex: (netns, ifindex) => byIndex.get(`${netns}/${ifindex}`),
    linkByName: (netns, name) => byName.get(`${netns}/${name}`),
    linksWithAddress: (address) => byAddress.get(address) ?? [],
  };
}

/** Every place where the capture shows this link itself, its addresses left out. */
export function linkEvidence(link: Link): readonly Evidence[] {
  return [link.evidence, ...(link.moreEvidence ?? [])];
}

/** Not a name-based guess: the tool said so, or the link-layer type leaves no other. */
export function isKind(link: Link, kind: string): boolean {
  return link.details?.kind === kind;
}
