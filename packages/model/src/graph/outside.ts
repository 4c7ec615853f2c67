import { uniqueEvidence } from '../evidence.ts';
import type { Id } from '../ids.ts';
import { gatewayId, HOST_NETNS, networkId, vtepId } from '../ids.ts';
import type { Ip } from '../net/ip.ts';
import {
  defaultPrefix,
  familyWidth,
  isLinkLocal,
  networkOf,
  prefixContains,
  prefixLength,
} from '../net/ip.ts';
import type { InterfaceAddress } from '../snapshot/link.ts';
import type { Route } from '../snapshot/route.ts';
import { interfaceType } from './interfaceType.ts';
import type { GraphContext } from './links/linkEdge.ts';
import { elementIdOf, makeEdge } from './links/linkEdge.ts';
import type { PlacedLink } from './nodeIndex.ts';
import { isKind } from './nodeIndex.ts';
import type { ExternalElement, TopologyEdge } from './topology.ts';

export interface Outside {
  readonly elements: readonly ExternalElement[];
  readonly edges: readonly TopologyEdge[];
}

/** What lies beyond the node: the networks of its NICs, default gateways, remote tunnel ends. */
export function outsideOf(context: GraphContext): Outside {
  const networks = underlayNetworks(context);
  const gateways = (context.index.host?.routes ?? []).flatMap((route) =>
    defaultGateways(context, route, networks.elements),
  );
  const vteps = (context.index.host?.routes ?? []).flatMap((route) => remoteVteps(context, route));
  const parts = [networks, ...gateways, ...vteps];
  return {
    elements: parts.flatMap((part) => part.elements),
    edges: parts.flatMap((part) => part.edges),
  };
}

/** Kinds that reach something outside; bridges and tunnels carry pods' networks instead. */
const NIC_KINDS: ReadonlySet<string> = new Set(['device', 'vlan', 'bond', 'team', 'macvlan']);

function underlayNetworks(context: GraphContext): Outside {
  const elements: ExternalElement[] = [];
  const edges: TopologyEdge[] = [];
  for (const placed of context.index.links.filter((link) => facesOutside(context, link))) {
    for (const address of placed.link.addresses.filter(isUnderlayAddress)) {
      const network = networkOf(address.prefix);
      const id = networkId(network);
      elements.push({
        id,
        kind: 'external',
        role: 'network',
        label: network,
        network,
        evidence: [address.evidence],
      });
      edges.push(
        makeEdge({
          kind: 'network',
          source: elementIdOf(context, placed),
          target: id,
          confidence: 'proven',
          reason: `${placed.link.name} has ${address.prefix}`,
          evidence: [address.evidence],
        }),
      );
    }
  }
  return { elements, edges };
}

/** A NIC by its kind; anything else only when it demonstrably leads out of the node. */
function facesOutside(context: GraphContext, { netns, link }: PlacedLink): boolean {
  if (netns !== HOST_NETNS || link.flags.includes('LOOPBACK')) return false;
  return NIC_KINDS.has(interfaceType(link).type) || leadsOut(context, link.name);
}

/** The underlay of a tunnel, or the way to a default gateway that is not this node's own. */
function leadsOut({ index }: GraphContext, ifname: string): boolean {
  const host = index.host;
  const isUnderlay = host?.links.some(
    ({ details }) => details?.kind === 'vxlan' && details.device === ifname,
  );
  const isWayOut = host?.routes.some(
    (route) =>
      isDefault(route) &&
      route.nexthops.some(
        ({ via, device }) =>
          device === ifname && via !== undefined && index.linksWithAddress(via).length === 0,
      ),
  );
  return isUnderlay === true || isWayOut === true;
}

function isDefault(route: Route): boolean {
  return route.type === 'unicast' && route.destination === defaultPrefix(route.family);
}

function isUnderlayAddress(address: InterfaceAddress): boolean {
  return address.scope !== 'link' && prefixLength(address.prefix) < familyWidth(address.family);
}

/** `default via 172.16.0.254 dev eth0`: in the main table of the host. */
function defaultGateways(
  context: GraphContext,
  route: Route,
  networks: readonly ExternalElement[],
): readonly Outside[] {
  if (!isDefault(route) || route.table !== 'main') return [];
  return route.nexthops.flatMap(({ via, device }) => {
    if (via === undefined || context.index.linksWithAddress(via).length > 0) return [];
    const id = gatewayId(scopedAddress(context, via, device));
    const network = networks.find((n) => n.network !== undefined && prefixContains(n.network, via));
    const link = device === undefined ? undefined : context.index.linkByName(HOST_NETNS, device);
    const source: Id | undefined = network?.id ?? (link && elementIdOf(context, link));
    const element: ExternalElement = {
      id,
      kind: 'external',
      role: 'gateway',
      label: via,
      address: via,
      evidence: [route.evidence],
    };
    const edges =
      source === undefined
        ? []
        : [
            makeEdge({
              kind: 'gateway',
              source,
              target: id,
              confidence: 'proven',
              reason: `the default route goes via ${via}`,
              evidence: [route.evidence, ...(network?.evidence ?? [])],
            }),
          ];
    return [{ elements: [element], edges }];
  });
}

/** A link-local address means something only on its link. */
function scopedAddress({ index }: GraphContext, via: Ip, device: string | undefined): string {
  return isLinkLocal(via) ? `${via}%${index.node.name}/${device ?? '?'}` : via;
}

/**
 * `192.168.3.0/26 via 192.168.3.0 dev vxlan.calico onlink`: a peer's pods behind its VTEP. Proven
 * once the neighbour (VTEP → MAC) and the FDB entry (MAC → underlay address) agree.
 */
function remoteVteps(context: GraphContext, route: Route): readonly Outside[] {
  return route.nexthops.flatMap(({ via, device }) => {
    const tunnel = device === undefined ? undefined : context.index.linkByName(HOST_NETNS, device);
    if (via === undefined || !tunnel || !isKind(tunnel.link, 'vxlan')) return [];
    const neighbor = context.index.host?.neighbors.find(
      (entry) => entry.device === device && entry.address === via,
    );
    const fdb = context.index.host?.fdb.find(
      (entry) =>
        entry.device === device && entry.mac === neighbor?.mac && entry.destination !== undefined,
    );
    const known = [neighbor, fdb].flatMap((entry) => (entry ? [entry.evidence] : []));
    const evidence = uniqueEvidence([route.evidence, ...known]);
    const id = vtepId(via);
    const element: ExternalElement = {
      id,
      kind: 'external',
      role: 'vtep',
      label: via,
      address: via,
      evidence,
    };
    const edge = makeEdge({
      kind: 'vxlan-tunnel',
      source: elementIdOf(context, tunnel),
      target: id,
      confidence: fdb ? 'proven' : 'inferred',
      reason: fdb
        ? `route, neighbour and FDB agree: ${via} is ${neighbor?.mac} at ${fdb.destination}`
        : `a route goes via ${via}; its neighbour or FDB entry was not captured`,
      evidence,
    });
    return [{ elements: [element], edges: [edge] }];
  });
}
