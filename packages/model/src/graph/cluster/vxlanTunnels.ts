import type { Diagnostic } from '../../evidence.ts';
import { compareText, uniqueEvidence } from '../../evidence.ts';
import type { Id } from '../../ids.ts';
import { nodeId, vtepId } from '../../ids.ts';
import { elementIdOf, makeEdge } from '../links/linkEdge.ts';
import type { ExternalElement, TopologyEdge, TunnelWay } from '../topology.ts';
import type { ClusterIndex, NodeLink } from './clusterIndex.ts';
import { remoteEnds } from './remoteEnds.ts';
import { tunnelPeer } from './tunnelPeer.ts';
import type { RemoteEnd } from './tunnelWays.ts';
import { seen, wayOutside } from './tunnelWays.ts';
import type { FoundWay } from './tunnelWords.ts';
import {
  ambiguityDiagnostics,
  joinWords,
  nodeName,
  outsideWords,
  wayDiagnostics,
} from './tunnelWords.ts';

export interface Tunnels {
  readonly elements: readonly ExternalElement[];
  readonly edges: readonly TopologyEdge[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * VXLAN tunnels: to another captured node's device where one is meant, else to a VTEP outside. A
 * pair of devices has one edge for both directions, its source the id that sorts first.
 */
export function vxlanTunnels(cluster: ClusterIndex): Tunnels {
  const pairs = new Map<string, TunnelPair>();
  const elements: ExternalElement[] = [];
  const edges: TopologyEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  const doubtful = new Set<string>();
  for (const end of cluster.contexts.flatMap(remoteEnds)) {
    const peer = tunnelPeer(cluster, end);
    if (peer.kind === 'found') {
      addWay(pairs, end, peer.peer, peer.way);
    } else {
      const candidates = peer.kind === 'ambiguous' ? peer.candidates : [];
      const outside = outsideEnd(cluster, end, candidates);
      elements.push(outside.element);
      edges.push(outside.edge);
      diagnostics.push(...ambiguityDiagnostics(end, candidates));
      for (const one of candidates) doubtful.add(`${nodeName(end.tunnel)} ${nodeName(one)}`);
    }
  }
  const joined = [...pairs.values()].map((pair) => withDoubts(pair, doubtful));
  return {
    elements,
    edges: [...edges, ...joined.map(tunnelEdge)],
    diagnostics: [
      ...diagnostics,
      ...joined.flatMap((pair) =>
        pair.ways.flatMap(({ end, peer, way }) => wayDiagnostics(cluster, end, peer, way)),
      ),
    ],
  };
}

/** `doubtful` has `FROM TO` for each way that may lead to one of several nodes. */
function withDoubts(pair: TunnelPair, doubtful: ReadonlySet<string>): TunnelPair {
  const ways = pair.ways.map((one): FoundWay => {
    const back = `${nodeName(one.peer)} ${nodeName(one.end.tunnel)}`;
    return doubtful.has(back) ? { ...one, wayBack: 'doubtful' } : one;
  });
  return { ...pair, ways };
}

interface TunnelPair {
  readonly source: Id;
  readonly target: Id;
  readonly ways: FoundWay[];
}

function addWay(
  pairs: Map<string, TunnelPair>,
  end: RemoteEnd,
  peer: NodeLink,
  way: TunnelWay,
): void {
  const isForward = way.from < way.to;
  const [source, target] = isForward ? [way.from, way.to] : [way.to, way.from];
  const key = `${source} ${target}`;
  const pair = pairs.get(key) ?? { source, target, ways: [] };
  pair.ways.push({ end, peer, way });
  pairs.set(key, pair);
}

/** Proven where everything agrees of one way at least, and nothing contradicts it. */
function tunnelEdge({ source, target, ways }: TunnelPair): TopologyEdge {
  const sorted = [...ways].sort((a, b) => compareText(a.way.from, b.way.from));
  const facts = sorted.map(({ way }) => way.facts.map(({ agrees }) => agrees));
  const isWhole = facts.some((answers) => answers.every((answer) => answer === 'yes'));
  const isContradicted = facts.some((answers) => answers.includes('no'));
  return makeEdge({
    kind: 'vxlan-tunnel',
    source,
    target,
    confidence: isWhole && !isContradicted ? 'proven' : 'inferred',
    reason: joinWords(sorted),
    evidence: sorted.flatMap(({ end, way }) => [
      ...seen(end),
      ...way.facts.flatMap(({ evidence }) => evidence),
    ]),
    ways: sorted.map(({ way }) => way),
  });
}

/** A peer without a capture, named where Kubernetes tells whose address it is. */
function outsideEnd(
  cluster: ClusterIndex,
  end: RemoteEnd,
  candidates: readonly NodeLink[],
): { readonly element: ExternalElement; readonly edge: TopologyEdge } {
  const { vtep, fdb, tunnel } = end;
  const id = vtepId(vtep);
  const name =
    cluster.names.withAddress(vtep) ??
    (fdb?.destination === undefined ? undefined : cluster.names.withAddress(fdb.destination));
  const node = name && nodeId(cluster.names.capturedAs(name.name) ?? name.name);
  return {
    element: {
      id,
      kind: 'external',
      role: 'vtep',
      label: name?.name ?? vtep,
      address: vtep,
      ...(node && { node }),
      evidence: uniqueEvidence([...seen(end), ...(name?.evidence ?? [])]),
    },
    edge: makeEdge({
      kind: 'vxlan-tunnel',
      source: elementIdOf(tunnel.context, tunnel.placed),
      target: id,
      confidence: fdb && candidates.length === 0 ? 'proven' : 'inferred',
      reason: outsideWords(end, candidates),
      evidence: seen(end),
      ways: [wayOutside(end, id)],
    }),
  };
}
