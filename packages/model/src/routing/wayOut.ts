import type { Confidence } from '../graph/topology.ts';
import type { Family, Ip } from '../net/ip.ts';
import { ipFamily, prefixAddress, prefixContains } from '../net/ip.ts';
import type { InterfaceAddress, Link } from '../snapshot/link.ts';
import { isProxy, type Neighbor } from '../snapshot/route.ts';
import type { NetnsSnapshot } from '../snapshot/snapshot.ts';
import type { LookupFlow } from './askRule.ts';
import type { RouteLookup } from './lookupRoute.ts';

/** What comes after the choice of a route: the source address, and who is asked for on the link. */
export interface WayOut {
  readonly device: string;
  /** The gateway, else the destination: what a neighbour entry is needed for. */
  readonly nexthop: Ip;
  readonly source?: { readonly address: Ip; readonly why: string; readonly confidence: Confidence };
  /** Absent: none is listed, or neighbours were not captured (`neighborsCaptured`). */
  readonly neighbor?: Neighbor;
  readonly neighborsCaptured: boolean;
  /** Nobody is asked for on a link without neighbours: a tunnel, say. */
  readonly isPointToPoint: boolean;
}

/** Of the first next hop. Nothing where the packet does not go out, or no device is named. */
export function wayOut(
  netns: NetnsSnapshot,
  { address, outcome, route }: RouteLookup,
  flow: LookupFlow = {},
): WayOut | undefined {
  const hop = route?.nexthops[0];
  if (outcome !== 'forward' || hop?.device === undefined) return undefined;
  const { device } = hop;
  const nexthop = hop.via ?? address;
  const neighbor = netns.neighbors.find(
    (entry) => entry.device === device && entry.address === nexthop && !isProxy(entry),
  );
  const link = netns.links.find(({ name }) => name === device);
  const source = chooseSource(
    link,
    device,
    ipFamily(address),
    nexthop,
    route?.preferredSource,
    flow,
  );
  return {
    device,
    nexthop,
    ...(source && { source }),
    ...(neighbor && { neighbor }),
    isPointToPoint: link?.flags.includes('NOARP') ?? false,
    neighborsCaptured: netns.captured.includes('neighbors'),
  };
}

/**
 * The route's own, else by inet_select_addr() in net/ipv4/devinet.c the device's first address on
 * the next hop's network, else its first. IPv6 chooses by RFC 6724
 * among more than is looked at here, so nothing is said.
 */
function chooseSource(
  link: Link | undefined,
  device: string,
  family: Family,
  nexthop: Ip,
  preferred: Ip | undefined,
  { source }: LookupFlow,
): WayOut['source'] {
  if (source !== undefined) return { address: source, why: 'as asked', confidence: 'proven' };
  if (preferred !== undefined) {
    return { address: preferred, why: 'the route names it: src', confidence: 'proven' };
  }
  if (family === 6) return undefined;
  const usable = (link?.addresses ?? []).filter(isPrimary4);
  const near = usable.find(({ prefix }) => prefixContains(prefix, nexthop));
  const chosen = near ?? usable[0];
  return (
    chosen && {
      address: prefixAddress(chosen.prefix),
      why: near
        ? `the address of ${device} on the next hop’s network`
        : `the first address of ${device}`,
      confidence: 'inferred',
    }
  );
}

function isPrimary4({ family, scope, flags }: InterfaceAddress): boolean {
  return family === 4 && scope !== 'host' && !flags.includes('secondary');
}
