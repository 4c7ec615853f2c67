import type { Evidence } from '../../evidence.ts';
import { uniqueEvidence } from '../../evidence.ts';
import type { Id } from '../../ids.ts';
import type { Ip } from '../../net/ip.ts';
import type { FdbEntry, Neighbor, Route } from '../../snapshot/route.ts';
import { elementIdOf } from '../links/linkEdge.ts';
import { linkEvidence } from '../nodeIndex.ts';
import type { TunnelFact, TunnelWay } from '../topology.ts';
import type { NodeLink } from './clusterIndex.ts';
import { addressEvidence, addressesOf } from './clusterIndex.ts';

/** What a node has noted about the far end of one of its VXLAN devices. */
export interface RemoteEnd {
  readonly tunnel: NodeLink;
  readonly vtep: Ip;
  /** `192.168.3.0/26 via 192.168.3.0 dev vxlan.calico onlink` */
  readonly routes: readonly Route[];
  /** `192.168.3.0 dev vxlan.calico lladdr 66:b9:7e:86:1e:99 PERMANENT` */
  readonly neighbor: Neighbor | undefined;
  /** `66:b9:7e:86:1e:99 dev vxlan.calico dst 10.0.0.12 self permanent` */
  readonly fdb: FdbEntry | undefined;
}

/** What one end says of the other, held against what the other says of itself. */
export function wayTo(end: RemoteEnd, peer: NodeLink): TunnelWay {
  return {
    ...wayHead(end, elementIdOf(peer.context, peer.placed)),
    facts: [vtepFact(end, peer), macFact(end, peer), underlayFact(end, peer), vniFact(end, peer)],
  };
}

/** The same where the other end was not captured: nothing to hold it against. */
export function wayOutside(end: RemoteEnd, to: Id): TunnelWay {
  const { vtep, neighbor, fdb } = end;
  const vni = vniOf(end);
  const facts: readonly TunnelFact[] = [
    fact('vtep', vtep, undefined, 'unknown', seen(end)),
    fact('mac', neighbor?.mac, undefined, 'unknown', lines(neighbor)),
    fact('underlay', fdb?.destination, undefined, 'unknown', lines(fdb)),
    fact('vni', vni, undefined, 'unknown', vni === undefined ? [] : ownLines(end)),
  ];
  return { ...wayHead(end, to), facts };
}

/** Every line of the node itself that tells of the far end. */
export function seen({ routes, neighbor, fdb }: RemoteEnd): readonly Evidence[] {
  return [...routes.map(({ evidence }) => evidence), ...lines(neighbor), ...lines(fdb)];
}

function wayHead({ tunnel, routes }: RemoteEnd, to: Id): Omit<TunnelWay, 'facts'> {
  const from = elementIdOf(tunnel.context, tunnel.placed);
  return { from, to, routes: [...new Set(routes.map(({ destination }) => destination))] };
}

function vtepFact(end: RemoteEnd, peer: NodeLink): TunnelFact {
  const { link } = peer.placed;
  const own = addressesOf(link);
  const agrees = own.has(end.vtep)
    ? 'yes'
    : peer.context.index.hostAnswers('addresses')
      ? 'no'
      : 'unknown';
  const shown = own.has(end.vtep) ? end.vtep : [...own].join(', ');
  const theirs = own.size === 0 ? undefined : shown;
  return fact('vtep', end.vtep, theirs, agrees, [...seen(end), ...addressEvidence(link, end.vtep)]);
}

function macFact({ neighbor }: RemoteEnd, { placed: { link } }: NodeLink): TunnelFact {
  const evidence = [...lines(neighbor), ...linkEvidence(link)];
  return fact('mac', neighbor?.mac, link.mac, compared(neighbor?.mac, link.mac), evidence);
}

function underlayFact({ fdb }: RemoteEnd, peer: NodeLink): TunnelFact {
  const { link } = peer.placed;
  const local = link.details?.kind === 'vxlan' ? link.details.local : undefined;
  const device = underlayDevice(peer);
  const addresses = local === undefined ? addressesOf(device?.link ?? link) : new Set([local]);
  const isKnown = local !== undefined || (device !== undefined && addresses.size > 0);
  const to = fdb?.destination;
  const agrees =
    to === undefined || !isKnown ? 'unknown' : addresses.has(to) ? 'yes' : ('no' as const);
  const shown = to !== undefined && addresses.has(to) ? to : [...addresses].join(', ');
  return fact('underlay', to, isKnown ? shown : undefined, agrees, [
    ...lines(fdb),
    ...linkEvidence(link),
    ...(device ? addressEvidence(device.link, to ?? local) : []),
  ]);
}

function vniFact(end: RemoteEnd, { placed: { link } }: NodeLink): TunnelFact {
  const theirs = link.details?.kind === 'vxlan' ? link.details.vni?.toString() : undefined;
  const own = vniOf(end);
  return fact('vni', own, theirs, compared(own, theirs), [...ownLines(end), ...linkEvidence(link)]);
}

/** `dev eth1` of the device's own line, else where its `local` address is. */
function underlayDevice({ context, placed }: NodeLink) {
  const { details } = placed.link;
  if (details?.kind !== 'vxlan') return undefined;
  if (details.device !== undefined) return context.index.linkByName(placed.netns, details.device);
  const carriers = details.local === undefined ? [] : context.index.linksWithAddress(details.local);
  return carriers.find(({ netns }) => netns === placed.netns);
}

/** An entry of its own may name another VNI than the device's. */
function vniOf({ tunnel, fdb }: RemoteEnd): string | undefined {
  const { details } = tunnel.placed.link;
  return (fdb?.vni ?? (details?.kind === 'vxlan' ? details.vni : undefined))?.toString();
}

function ownLines({ tunnel }: RemoteEnd): readonly Evidence[] {
  return linkEvidence(tunnel.placed.link);
}

function compared(own: string | undefined, theirs: string | undefined): TunnelFact['agrees'] {
  if (own === undefined || theirs === undefined) return 'unknown';
  return own === theirs ? 'yes' : 'no';
}

function fact(
  kind: TunnelFact['kind'],
  value: string | undefined,
  peer: string | undefined,
  agrees: TunnelFact['agrees'],
  evidence: readonly Evidence[],
): TunnelFact {
  return {
    kind,
    ...(value !== undefined && { value }),
    ...(peer !== undefined && { peer }),
    agrees,
    evidence: uniqueEvidence(evidence),
  };
}

function lines(entry: { readonly evidence: Evidence } | undefined): readonly Evidence[] {
  return entry ? [entry.evidence] : [];
}
