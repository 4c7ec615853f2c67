import { HOST_NETNS } from '../../ids.ts';
import { defaultPrefix } from '../../net/ip.ts';
import type { Route } from '../../snapshot/route.ts';
import { interfaceType } from '../interfaceType.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import type { PlacedLink } from '../nodeIndex.ts';

/** Kinds that reach something outside; bridges and tunnels carry pods' networks instead. */
const NIC_KINDS: ReadonlySet<string> = new Set(['device', 'vlan', 'bond', 'team', 'macvlan']);

/** A NIC by its kind; anything else only when it demonstrably leads out of the node. */
export function facesOutside(context: GraphContext, { netns, link }: PlacedLink): boolean {
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
      isDefaultRoute(route) &&
      route.nexthops.some(
        ({ via, device }) =>
          device === ifname && via !== undefined && index.linksWithAddress(via).length === 0,
      ),
  );
  return isUnderlay === true || isWayOut === true;
}

export function isDefaultRoute(route: Route): boolean {
  return route.type === 'unicast' && route.destination === defaultPrefix(route.family);
}
