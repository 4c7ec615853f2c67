import type { Evidence } from '../evidence.ts';
import { HOST_NETNS } from '../ids.ts';
import type { Ip } from '../net/ip.ts';
import { prefixAddress } from '../net/ip.ts';
import type { Mac } from '../net/mac.ts';
import type { Link } from '../snapshot/link.ts';
import { type FdbEntry, isProxy, type Neighbor } from '../snapshot/route.ts';
import type { FactKind, NetnsSnapshot, NodeSnapshot } from '../snapshot/snapshot.ts';

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
  /** What the host knows of its neighbours behind one of its interfaces. */
  hostNeighbor(device: string, address: Ip): Neighbor | undefined;
  /** Where the host's VXLAN device sends frames for a MAC address: entries with a destination. */
  hostTunnelFdb(device: string, mac: Mac): FdbEntry | undefined;
  /** Whether an empty list of it on the host means that there is none. */
  hostAnswers(kind: FactKind): boolean;
}

export function indexNode(node: NodeSnapshot): NodeIndex {
  const byIndex = new Map<string, Map<number, PlacedLink>>();
  const byName = new Map<string, Map<string, PlacedLink>>();
  const byAddress = new Map<Ip, PlacedLink[]>();
  const links: PlacedLink[] = [];
  for (const { name: netns, links: inside } of node.namespaces) {
    const indexes = byIndex.get(netns) ?? new Map<number, PlacedLink>();
    const names = byName.get(netns) ?? new Map<string, PlacedLink>();
    byIndex.set(netns, indexes);
    byName.set(netns, names);
    for (const link of inside) {
      const placed = { netns, link };
      links.push(placed);
      indexes.set(link.ifindex, placed);
      names.set(link.name, placed);
      for (const { prefix } of link.addresses) {
        const address = prefixAddress(prefix);
        const carriers = byAddress.get(address);
        if (carriers) carriers.push(placed);
        else byAddress.set(address, [placed]);
      }
    }
  }
  const host = node.namespaces.find((netns) => netns.name === HOST_NETNS);
  const neighbors = new Map(
    (host?.neighbors ?? [])
      .filter((entry) => !isProxy(entry))
      .map((entry) => [`${entry.device} ${entry.address}`, entry]),
  );
  const tunnelFdb = new Map(
    (host?.fdb ?? [])
      .filter(({ destination }) => destination !== undefined)
      .map((entry) => [`${entry.device} ${entry.mac}`, entry]),
  );
  return {
    node,
    host,
    links,
    hostNeighbor: (device, address) => neighbors.get(`${device} ${address}`),
    hostTunnelFdb: (device, mac) => tunnelFdb.get(`${device} ${mac}`),
    hostAnswers: (kind) => host?.captured.includes(kind) === true,
    linkByIndex: (netns, ifindex) => byIndex.get(netns)?.get(ifindex),
    linkByName: (netns, name) => byName.get(netns)?.get(name),
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
