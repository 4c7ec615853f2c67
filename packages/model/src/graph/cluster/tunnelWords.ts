import type { Diagnostic, Evidence } from '../../evidence.ts';
import { compareText } from '../../evidence.ts';
import type { TunnelFact, TunnelWay } from '../topology.ts';
import type { ClusterIndex, NodeLink } from './clusterIndex.ts';
import type { RemoteEnd } from './tunnelWays.ts';

export interface FoundWay {
  readonly end: RemoteEnd;
  readonly peer: NodeLink;
  readonly way: TunnelWay;
  /** The peer leads to an address that several nodes have. */
  readonly wayBack?: 'doubtful';
}

const FACT_NAMES = {
  vtep: 'VTEP address',
  mac: 'MAC address',
  underlay: 'underlay address',
  vni: 'VNI',
} as const satisfies Record<TunnelFact['kind'], string>;

/** One line: what joins two nodes, and what is missing or does not fit. */
export function joinWords(ways: readonly FoundWay[]): string {
  const [first] = ways;
  if (!first) return '';
  const isBothWays = ways.length > 1;
  const told = ways.map(wayWords);
  if (!isBothWays) told.push(wayBackWords(first));
  return told.join('; ');
}

/** `worker1 leads to worker2: 192.168.3.0 is 66:b9:7e:86:1e:99 at 10.0.0.12, VNI 4096` */
function wayWords({ end, peer, way }: FoundWay): string {
  const head = `${nodeName(end.tunnel)} leads to ${nodeName(peer)}`;
  const value = (kind: TunnelFact['kind']) => way.facts.find((fact) => fact.kind === kind)?.value;
  if (way.facts.every(({ agrees }) => agrees === 'yes')) {
    return `${head}: ${value('vtep')} is ${value('mac')} at ${value('underlay')}, VNI ${value('vni')}`;
  }
  const names = (answer: TunnelFact['agrees']) =>
    way.facts.filter(({ agrees }) => agrees === answer);
  const agreed = names('yes').map(({ kind }) => FACT_NAMES[kind]);
  const parts = [
    agreed.length === 0 ? '' : `the same ${agreed.join(', ')}`,
    ...names('no').map(({ kind, value: own, peer: theirs }) =>
      [`not the same ${FACT_NAMES[kind]}`, own, theirs && `here, ${theirs} there`]
        .filter(Boolean)
        .join(' '),
    ),
    ...names('unknown').map(
      ({ kind, value: own }) =>
        `${FACT_NAMES[kind]} not captured ${own === undefined ? 'here' : 'there'}`,
    ),
  ];
  return `${head}: ${parts.filter((part) => part !== '').join(', ')}`;
}

function wayBackWords({ end, peer, wayBack }: FoundWay): string {
  const { index } = peer.context;
  if (wayBack === 'doubtful') {
    return `a way of ${nodeName(peer)} leads to an address that ${nodeName(end.tunnel)} is not alone to have`;
  }
  const isAnswered = index.hostAnswers('neighbors') || index.hostAnswers('routes4');
  return isAnswered
    ? `nothing on ${nodeName(peer)} leads back`
    : `what ${nodeName(peer)} knows of ${nodeName(end.tunnel)} was not captured`;
}

/** Two captured nodes cannot both be meant: one of the captures is old, or an address is given twice. */
export function ambiguityDiagnostics(
  end: RemoteEnd,
  candidates: readonly NodeLink[],
): readonly Diagnostic[] {
  const at = end.routes[0]?.evidence ?? end.neighbor?.evidence ?? end.fdb?.evidence;
  if (!at || candidates.length === 0) return [];
  return [{ ...at, severity: 'warning', message: outsideWords(end, candidates) }];
}

export function outsideWords(
  { vtep, routes, neighbor, fdb }: RemoteEnd,
  candidates: readonly NodeLink[],
): string {
  if (candidates.length > 0) {
    const nodes = candidates.map(nodeName).sort(compareText).join(' and ');
    return `${nodes} both fit ${vtep}: the captures do not tell which is meant`;
  }
  if (!fdb) return `a route goes via ${vtep}; its neighbour or FDB entry was not captured`;
  const place = `${vtep} is ${neighbor?.mac} at ${fdb.destination}`;
  return routes.length > 0
    ? `route, neighbour and FDB agree: ${place}`
    : `neighbour and FDB agree, no route goes there: ${place}`;
}

/** What contradicts, where the way's own node says it. */
export function wayDiagnostics(
  cluster: ClusterIndex,
  end: RemoteEnd,
  peer: NodeLink,
  way: TunnelWay,
): readonly Diagnostic[] {
  return way.facts
    .filter(({ agrees }) => agrees === 'no')
    .flatMap((fact) => {
      const at = placeOf(end, fact.kind);
      const message = contradiction(cluster, end, peer, fact);
      return at ? [{ ...at, severity: 'warning' as const, message }] : [];
    });
}

function placeOf(
  { tunnel, routes, neighbor, fdb }: RemoteEnd,
  kind: TunnelFact['kind'],
): Evidence | undefined {
  switch (kind) {
    case 'vtep':
      return routes[0]?.evidence ?? neighbor?.evidence;
    case 'mac':
      return neighbor?.evidence;
    case 'underlay':
      return fdb?.evidence;
    case 'vni':
      return tunnel.placed.link.evidence;
  }
}

function contradiction(
  cluster: ClusterIndex,
  end: RemoteEnd,
  peer: NodeLink,
  { kind, value, peer: theirs }: TunnelFact,
): string {
  const [here, there] = [nodeName(end.tunnel), nodeName(peer)];
  const [own, device] = [end.tunnel.placed.link.name, peer.placed.link.name];
  switch (kind) {
    case 'vtep':
      return `${here} has ${end.vtep} for the VTEP of ${there}, whose ${device} has ${theirs ?? 'no address'}`;
    case 'mac':
      return `${here} has ${value} for ${end.vtep}, but ${there}'s ${device} has ${theirs}`;
    case 'underlay':
      return `${here} sends frames for ${end.vtep} of ${there} to ${value}${ownerWords(cluster, end)}, but ${there} sends from ${theirs}`;
    case 'vni':
      return `${here}'s ${own} has VNI ${value}, ${there}'s ${device} has VNI ${theirs}: neither takes the other's frames`;
  }
}

/** `, which is worker3's` */
function ownerWords(cluster: ClusterIndex, { fdb }: RemoteEnd): string {
  const to = fdb?.destination;
  const owners = to === undefined ? [] : cluster.hostLinksWithAddress(to).map(nodeName);
  return owners.length === 0 ? '' : `, which is ${[...new Set(owners)].sort().join(' and ')}'s`;
}

export function nodeName({ context }: NodeLink): string {
  return context.index.node.name;
}
