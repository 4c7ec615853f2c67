import { compareText } from '../../evidence.ts';
import type { Id } from '../../ids.ts';
import type { Ip } from '../../net/ip.ts';
import type { Route } from '../../snapshot/route.ts';
import { interfaceType } from '../interfaceType.ts';
import { elementIdOf, makeEdge } from '../links/linkEdge.ts';
import { linkEvidence } from '../nodeIndex.ts';
import type { TopologyEdge, TunnelWay } from '../topology.ts';
import type { ClusterIndex, NodeLink } from './clusterIndex.ts';
import { addressEvidence, hostLinks } from './clusterIndex.ts';

/**
 * `192.168.3.0/26 via 10.0.0.12 dev tunl0 proto bird onlink`: Calico's IP in IP. The next hop is the
 * peer's underlay address itself; one edge for a pair of devices, its source the id that sorts first.
 */
export function ipipTunnels(cluster: ClusterIndex): readonly TopologyEdge[] {
  const pairs = new Map<string, FoundWay[]>();
  for (const way of cluster.contexts.flatMap((context) => waysOf(cluster, { context }))) {
    const key = [way.from, way.to].sort(compareText).join(' ');
    pairs.set(key, [...(pairs.get(key) ?? []), way]);
  }
  return [...pairs.values()].flatMap(([first, ...others]) =>
    first ? [ipipEdge(first, others)] : [],
  );
}

interface FoundWay {
  readonly from: Id;
  readonly to: Id;
  readonly via: Ip;
  readonly routes: readonly Route[];
  readonly near: NodeLink;
  readonly far: NodeLink;
  /** The peer's NIC that has the next hop's address. */
  readonly underlay: NodeLink;
}

function waysOf(cluster: ClusterIndex, { context }: Pick<NodeLink, 'context'>): FoundWay[] {
  const tunnels = hostLinks(context).filter(isIpip);
  const routes = (context.index.host?.routes ?? []).flatMap((route) =>
    route.nexthops.map((hop) => ({ route, ...hop })),
  );
  return tunnels.flatMap((placed) => {
    const byNexthop = new Map<Ip, Route[]>();
    for (const { route, via, device } of routes) {
      if (via === undefined || device !== placed.link.name) continue;
      byNexthop.set(via, [...(byNexthop.get(via) ?? []), route]);
    }
    return [...byNexthop].flatMap(([via, own]): readonly FoundWay[] => {
      const owners = cluster
        .hostLinksWithAddress(via)
        .filter((owner) => owner.context !== context && !isIpip(owner.placed));
      const [underlay] = owners;
      const device = underlay && hostLinks(underlay.context).find(isIpip);
      // An address that several nodes have tells nothing.
      if (!underlay || !device || new Set(owners.map((owner) => owner.context)).size > 1) return [];
      const [near, far] = [
        { context, placed },
        { context: underlay.context, placed: device },
      ];
      const [from, to] = [near, far].map((end) => elementIdOf(end.context, end.placed));
      return from === undefined || to === undefined
        ? []
        : [{ from, to, via, routes: own, near, far, underlay }];
    });
  });
}

function isIpip({ link }: NodeLink['placed']): boolean {
  return interfaceType(link).type === 'ipip';
}

function ipipEdge(first: FoundWay, others: readonly FoundWay[]): TopologyEdge {
  const ways = [first, ...others].sort((a, b) => compareText(a.from, b.from));
  const [source, target] = first.from < first.to ? [first.from, first.to] : [first.to, first.from];
  return makeEdge({
    kind: 'ipip-tunnel',
    source,
    target,
    confidence: 'proven',
    reason: ways.map(wayWords).join('; '),
    evidence: ways.flatMap((way) => [...evidenceOf(way), ...linkEvidence(way.far.placed.link)]),
    ways: ways.map(wayOf),
  });
}

function wayWords({ via, near, far, underlay }: FoundWay): string {
  const [here, there] = [near, far].map(({ context }) => context.index.node.name);
  return `${here} routes to ${there} via ${via}, which is on its ${underlay.placed.link.name}`;
}

function wayOf(way: FoundWay): TunnelWay {
  const { from, to, via, routes } = way;
  return {
    from,
    to,
    routes: [...new Set(routes.map(({ destination }) => destination))],
    facts: [{ kind: 'underlay', value: via, peer: via, agrees: 'yes', evidence: evidenceOf(way) }],
  };
}

function evidenceOf({ routes, underlay, via }: FoundWay) {
  return [...routes.map(({ evidence }) => evidence), ...addressEvidence(underlay.placed.link, via)];
}
