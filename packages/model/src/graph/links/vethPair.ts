import type { Evidence } from '../../evidence.ts';
import { compareText } from '../../evidence.ts';
import { netnsId } from '../../ids.ts';
import type { PlacedLink } from '../nodeIndex.ts';
import { isKind } from '../nodeIndex.ts';
import type { Confidence, TopologyEdge } from '../topology.ts';
import type { GraphContext } from './linkEdge.ts';
import { elementIdOf, makeEdge } from './linkEdge.ts';

/**
 * Joins the two ends of each veth. Proven only from both ends: each gives the other's ifindex and
 * names the other's namespace, since an ifindex alone repeats in every namespace. What is left is
 * inferred, in this order: through the observer's nsid list, from indexes that fit only each
 * other, from a MAC address learned on the bridge port.
 */
export function vethPairs(context: GraphContext): readonly TopologyEdge[] {
  const ends = context.index.links.filter(mayBeVeth);
  const paired = new Set<PlacedLink>();
  const edges: TopologyEdge[] = [];
  const rules = [namedPeer, uniqueIndexes, learnedMac];
  for (const findPeer of rules) {
    for (const end of ends) {
      if (paired.has(end)) continue;
      const found = findPeer(context, end, ends);
      if (!found || paired.has(found.peer)) continue;
      paired.add(end).add(found.peer);
      edges.push(pairEdge(context, end, found));
    }
  }
  const open = ends.filter((end) => !paired.has(end));
  return [...edges, ...open.flatMap((end) => uncapturedPeer(context, end))];
}

interface FoundPeer {
  readonly peer: PlacedLink;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** Without `-d` the kind is not printed; a mutual pair of indexes is a veth all the same. */
function mayBeVeth({ link }: PlacedLink): boolean {
  return link.peer !== undefined && (link.details === undefined || isKind(link, 'veth'));
}

function namedPeer(context: GraphContext, end: PlacedLink): FoundPeer | undefined {
  const there = context.names.peerNetns(end);
  const peer = there && statedPeer(context, end, there.name);
  if (!there || !peer || peer === end || !pointsBack(context, peer, end)) return undefined;
  const back = context.names.peerNetns(peer);
  const evidence = [...there.evidence, ...(back?.evidence ?? [peer.link.evidence])];
  const sides = [there.by, back?.by];
  if (sides.every((by) => by === 'same-netns')) {
    const reason = `each names the other as its peer: ${end.link.name} and ${peer.link.name}`;
    return { peer, confidence: 'proven', reason, evidence };
  }
  if (sides.every((by) => by === 'name')) {
    const reason = `both ends say so: each gives the other's ifindex (${end.link.ifindex} and ${peer.link.ifindex}) and names the other's namespace`;
    return { peer, confidence: 'proven', reason, evidence };
  }
  const indexes = `(${end.link.ifindex} and ${peer.link.ifindex})`;
  // The kernel's own names and ids of namespaces, all taken in one go: an ifindex in a namespace is
  // one interface, and this one points back.
  if (context.index.node.capture && there.by !== 'same-netns') {
    const reason = `${end.link.name} names the namespace and the ifindex of its peer, which gives back its own ${indexes}`;
    return { peer, confidence: 'proven', reason, evidence: [...evidence, peer.link.evidence] };
  }
  const reason = `the ifindexes point at each other ${indexes}; the namespace is known ${there.by === 'name' ? 'from one end only' : 'through its nsid'}`;
  return { peer, confidence: 'inferred', reason, evidence };
}

function statedPeer(
  { index, names }: GraphContext,
  end: PlacedLink,
  netns: string,
): PlacedLink | undefined {
  const { name, ifindex } = end.link.peer ?? {};
  if (ifindex !== undefined) {
    return captureNames(names.namespaces, netns)
      .map((captured) => index.linkByIndex(captured, ifindex))
      .find((placed) => placed !== undefined);
  }
  return name === undefined ? undefined : index.linkByName(netns, name);
}

/** A namespace may have been captured under one of its other names. */
function captureNames(
  namespaces: GraphContext['names']['namespaces'],
  netns: string,
): readonly string[] {
  const known = namespaces.find(({ name }) => name === netns);
  return [netns, ...(known?.aliases ?? [])];
}

function pointsBack({ names }: GraphContext, peer: PlacedLink, end: PlacedLink): boolean {
  const { ifindex, name } = peer.link.peer ?? {};
  if (ifindex !== undefined ? ifindex !== end.link.ifindex : name !== end.link.name) return false;
  const back = names.peerNetns(peer);
  // An nsid that nobody translates neither confirms nor contradicts.
  return (
    back === undefined || back.name.startsWith('nsid-') || back.name === names.canonical(end.netns)
  );
}

function uniqueIndexes(
  context: GraphContext,
  end: PlacedLink,
  ends: readonly PlacedLink[],
): FoundPeer | undefined {
  const peer = onlyMutual(context, end, ends);
  if (!peer || onlyMutual(context, peer, ends) !== end) return undefined;
  return {
    peer,
    confidence: 'inferred',
    reason: `no other two interfaces give each other's ifindex (${end.link.ifindex} and ${peer.link.ifindex}); no namespace is named`,
    evidence: [end.link.evidence, peer.link.evidence],
  };
}

function onlyMutual(
  { names }: GraphContext,
  end: PlacedLink,
  ends: readonly PlacedLink[],
): PlacedLink | undefined {
  const stated = names.peerNetns(end);
  const candidates = ends.filter(
    (other) =>
      other !== end &&
      other.link.ifindex === end.link.peer?.ifindex &&
      other.link.peer?.ifindex === end.link.ifindex &&
      names.canonical(other.netns) !== names.canonical(end.netns) &&
      (stated === undefined || stated.by === 'nsid' || stated.name === other.netns),
  );
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** `6e:ce:a9:a6:c0:4c dev veth2c3744a3 master cni0`: the bridge saw this address on that port. */
function learnedMac(
  { index }: GraphContext,
  end: PlacedLink,
  ends: readonly PlacedLink[],
): FoundPeer | undefined {
  const netns = index.node.namespaces.find(({ name }) => name === end.netns);
  for (const entry of netns?.fdb ?? []) {
    if (entry.device !== end.link.name || entry.state === 'permanent') continue;
    const peers = ends.filter(({ netns: n, link }) => n !== end.netns && link.mac === entry.mac);
    const peer = peers[0];
    if (!peer || peers.length > 1) continue;
    return {
      peer,
      confidence: 'inferred',
      reason: `the bridge learned ${peer.link.name}'s address ${entry.mac} on ${end.link.name}`,
      evidence: [entry.evidence, peer.link.evidence],
    };
  }
  return undefined;
}

function pairEdge(context: GraphContext, end: PlacedLink, found: FoundPeer): TopologyEdge {
  const [source, target] = [elementIdOf(context, end), elementIdOf(context, found.peer)].sort(
    compareText,
  );
  const { confidence, reason, evidence } = found;
  return makeEdge({
    kind: 'veth',
    source: source ?? elementIdOf(context, end),
    target: target ?? elementIdOf(context, found.peer),
    confidence,
    reason,
    evidence,
  });
}

/** The other end is in a namespace that nobody looked into: the edge ends at its box. */
function uncapturedPeer(context: GraphContext, end: PlacedLink): readonly TopologyEdge[] {
  const there = context.names.peerNetns(end);
  const netns = context.names.namespaces.find(({ name }) => name === there?.name);
  if (!there || !netns || netns.captured || end.link.peer?.ifindex === undefined) return [];
  return [
    makeEdge({
      kind: 'veth',
      source: elementIdOf(context, end),
      target: netnsId(context.index.node.name, netns.name),
      confidence: isKind(end.link, 'veth') ? 'proven' : 'inferred',
      reason: `its peer is ifindex ${end.link.peer.ifindex} in a namespace that was not captured`,
      evidence: there.evidence,
    }),
  ];
}
