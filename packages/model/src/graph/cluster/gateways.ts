import type { Id } from '../../ids.ts';
import { gatewayId, HOST_NETNS } from '../../ids.ts';
import type { Ip } from '../../net/ip.ts';
import { ipFamily, isLinkLocal, prefixContains } from '../../net/ip.ts';
import type { Nexthop, Route } from '../../snapshot/route.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import { elementIdOf, makeEdge } from '../links/linkEdge.ts';
import { linkEvidence } from '../nodeIndex.ts';
import type { ExternalElement, TopologyEdge } from '../topology.ts';
import { addressEvidence, addressesOf } from './clusterIndex.ts';
import { isDefaultRoute } from './facesOutside.ts';
import type { NetworkMember, Networks } from './networks.ts';

interface Gateways {
  readonly elements: readonly ExternalElement[];
  readonly edges: readonly TopologyEdge[];
}

/** `default via 172.16.0.254 dev eth0`, in the main table of the host: outside, or another node. */
export function defaultGateways(contexts: readonly GraphContext[], networks: Networks): Gateways {
  const parts = contexts.flatMap((context) =>
    (context.index.host?.routes ?? [])
      .filter((route) => isDefaultRoute(route) && route.table === 'main')
      .flatMap((route) =>
        route.nexthops.flatMap((hop) => gatewaysOf(context, route, hop, networks)),
      ),
  );
  return {
    elements: parts.flatMap(({ elements }) => elements),
    edges: parts.flatMap(({ edges }) => edges),
  };
}

function gatewaysOf(
  context: GraphContext,
  route: Route,
  { via, device }: Nexthop,
  networks: Networks,
): readonly Gateways[] {
  if (via === undefined || context.index.linksWithAddress(via).length > 0) return [];
  const member = networks.members.find(
    (own) =>
      own.context === context &&
      (prefixContains(own.prefix, via) || (isLinkLocal(via) && isBehind(own, via, device))),
  );
  const owner = member && ownerOf(networks, member, via);
  if (member && owner) {
    return [{ elements: [], edges: [edgeToNode(context, route, via, member, owner)] }];
  }
  const isOn = member && prefixContains(member.prefix, via);
  const link = device === undefined ? undefined : context.index.linkByName(HOST_NETNS, device);
  const source: Id | undefined = isOn ? member.id : link && elementIdOf(context, link);
  const id = gatewayId(scopedAddress(context, via, device, isOn ? member : undefined));
  const element: ExternalElement = {
    id,
    kind: 'external',
    role: 'gateway',
    label: via,
    address: via,
    evidence: [route.evidence],
  };
  if (source === undefined) return [{ elements: [element], edges: [] }];
  const edge = makeEdge({
    kind: 'gateway',
    source,
    target: id,
    confidence: 'proven',
    reason: `the default route goes via ${via}`,
    evidence: [route.evidence, ...(isOn ? [member.address.evidence] : [])],
  });
  return [{ elements: [element], edges: [edge] }];
}

/** A link-local gateway is on no prefix of its link, but on its link. */
function isBehind(own: NetworkMember, via: Ip, device: string | undefined): boolean {
  return own.placed.link.name === device && ipFamily(own.prefix) === ipFamily(via);
}

/** Another captured node on the same network whose NIC there has the gateway's address. */
function ownerOf({ members }: Networks, member: NetworkMember, via: Ip): NetworkMember | undefined {
  return members.find(
    (other) =>
      other.id === member.id &&
      other.context !== member.context &&
      addressesOf(other.placed.link).has(via),
  );
}

function edgeToNode(
  context: GraphContext,
  route: Route,
  via: Ip,
  member: NetworkMember,
  owner: NetworkMember,
): TopologyEdge {
  const { link } = owner.placed;
  const neighbor = context.index.hostNeighbor(member.placed.link.name, via);
  const isSeen = neighbor?.mac !== undefined && neighbor.mac === link.mac;
  const name = owner.context.index.node.name;
  return makeEdge({
    kind: 'gateway',
    source: member.id,
    target: elementIdOf(owner.context, owner.placed),
    confidence: isSeen ? 'proven' : 'inferred',
    reason: isSeen
      ? `a default route goes via ${via}, at the MAC address of ${name}'s ${link.name}, which has it`
      : `a default route goes via ${via}, which ${name}'s ${link.name} has; no neighbour entry shows that it is meant`,
    evidence: [
      route.evidence,
      member.address.evidence,
      ...addressEvidence(link, via),
      ...(isSeen ? [neighbor.evidence, ...linkEvidence(link)] : []),
    ],
  });
}

/** A link-local address means something only on its link, one behind a network apart only there. */
function scopedAddress(
  { index }: GraphContext,
  via: Ip,
  device: string | undefined,
  member: NetworkMember | undefined,
): string {
  const isApart = member?.id.includes('%') === true;
  return isLinkLocal(via) || isApart ? `${via}%${index.node.name}/${device ?? '?'}` : via;
}
