import type { Family, Ip } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import { isLinkLocal6, isLoopback, isMulticast } from '../network/specialAddress.ts';
import type { RouteQuery } from './answer.ts';
import { vrfOfInterface } from './vrf.ts';

/** What the tables and the policy rules are asked with: struct flowi4, struct flowi6. */
export interface Flow {
  readonly family: Family;
  readonly destination: Ip;
  /** Absent: not chosen yet, which no `from` matches. */
  readonly source?: Ip;
  readonly mark: number;
  readonly protocol: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly dsfield: number;
  /** `iif`. Absent: sent from here, which is `iif lo`. */
  readonly inInterface?: Interface;
  /** `oif` */
  readonly outInterface?: Interface;
  /** What is asked of a next hop's device. Absent: nothing. */
  readonly hopDevice?: { readonly name: string; readonly need: 'required' | 'preferred' };
}

export function flowOf(query: RouteQuery): Flow {
  const { packet, source, mark, inInterface, outInterface } = query;
  const { family, destination, protocol, sourcePort, destinationPort } = packet;
  const hopDevice = hopDeviceOf(query);
  return {
    ...{ family, destination, mark, protocol, dsfield: packet.dscp << 2 },
    ...(source !== undefined && { source }),
    ...(sourcePort !== undefined && { sourcePort }),
    ...(destinationPort !== undefined && { destinationPort }),
    ...(inInterface !== undefined && { inInterface }),
    ...(outInterface !== undefined && { outInterface }),
    ...(hopDevice !== undefined && { hopDevice }),
  };
}

/**
 * IPv4: fib_lookup_good_nhc(). IPv6 goes by the interface that a packet came in by as well, and
 * takes another where it has to, but for addresses that mean something on one link alone:
 * rt6_score_route(), ip6_route_output_flags() and ip6_route_input_lookup() in net/ipv6/route.c.
 */
function hopDeviceOf({ packet, source, inInterface, outInterface }: RouteQuery): Flow['hopDevice'] {
  const by = outInterface ?? (packet.family === 6 ? inInterface : undefined);
  // A VRF stands for its table, not for a device of a route.
  if (!by || vrfOfInterface(by) === by) return undefined;
  const isRequired =
    packet.family === 4 ||
    isLinkLocal6(packet.destination) ||
    isMulticast(packet.destination) ||
    isLoopback(packet.destination) ||
    (outInterface !== undefined && source === undefined);
  return { name: by.name, need: isRequired ? 'required' : 'preferred' };
}
