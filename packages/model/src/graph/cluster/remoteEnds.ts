import type { Ip } from '../../net/ip.ts';
import type { Route } from '../../snapshot/route.ts';
import { interfaceType } from '../interfaceType.ts';
import type { GraphContext } from '../links/linkEdge.ts';
import { hostLinks } from './clusterIndex.ts';
import type { RemoteEnd } from './tunnelWays.ts';

/**
 * The far ends that a node's VXLAN devices know: next hops of routes, and permanent neighbours with
 * a forwarding entry, which a daemon also makes for a peer that has no pods to route to.
 */
export function remoteEnds(context: GraphContext): readonly RemoteEnd[] {
  const { index } = context;
  const routes = routesByNexthop(context);
  return hostLinks(context)
    .filter(({ link }) => interfaceType(link).type === 'vxlan')
    .flatMap((placed) => {
      const { name } = placed.link;
      const permanent = (index.host?.neighbors ?? []).filter(
        ({ device, states, mac }) =>
          device === name &&
          states.includes('PERMANENT') &&
          mac !== undefined &&
          index.hostTunnelFdb(name, mac) !== undefined,
      );
      const routed = routes.get(name) ?? new Map<Ip, readonly Route[]>();
      const vteps = new Set([...routed.keys(), ...permanent.map(({ address }) => address)]);
      return [...vteps].map((vtep): RemoteEnd => {
        const neighbor = index.hostNeighbor(name, vtep);
        return {
          tunnel: { context, placed },
          vtep,
          routes: routed.get(vtep) ?? [],
          neighbor,
          fdb: neighbor?.mac === undefined ? undefined : index.hostTunnelFdb(name, neighbor.mac),
        };
      });
    });
}

/** Routes that have a next hop, by its device and its address. */
function routesByNexthop({
  index,
}: GraphContext): ReadonlyMap<string, ReadonlyMap<Ip, readonly Route[]>> {
  const found = new Map<string, Map<Ip, Route[]>>();
  for (const route of index.host?.routes ?? []) {
    for (const { via, device } of route.nexthops) {
      if (via === undefined || device === undefined) continue;
      const ofDevice = found.get(device) ?? new Map<Ip, Route[]>();
      found.set(device, ofDevice.set(via, [...(ofDevice.get(via) ?? []), route]));
    }
  }
  return found;
}
