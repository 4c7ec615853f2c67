import type { Ip } from '@vethscope/model';
import { prefixAddress } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import {
  isLimitedBroadcast,
  isMulticast,
  isUnspecified,
  isZeronet,
} from '../network/specialAddress.ts';
import type { Walk } from '../walk/walk.ts';
import { lookUpFib } from './fibLookup.ts';
import type { Flow } from './flow.ts';
import { endsWay, selectRoute } from './selectRoute.ts';
import { fibOf } from './tables.ts';

/** As `-m addrtype` asks: inet_addr_type(), ipv6_addr_type(). */
export type AddressType =
  | 'UNSPEC'
  | 'UNICAST'
  | 'LOCAL'
  | 'BROADCAST'
  | 'ANYCAST'
  | 'MULTICAST'
  | 'BLACKHOLE'
  | 'UNREACHABLE'
  | 'PROHIBIT'
  | 'THROW'
  | 'NAT';

/**
 * Whether an address is of the types that a rule lists: addrtype_mt_v1() in net/netfilter/
 * xt_addrtype.c. An IPv4 address has one type. IPv6's own kinds have all to hold, of those that are
 * looked up one. `device`: `--limit-iface-in`, `--limit-iface-out`.
 */
export function hasAddressType(
  walk: Walk,
  netns: Namespace,
  address: Ip,
  types: readonly AddressType[],
  device?: Interface,
): boolean {
  if (!address.includes(':')) return types.includes(addressType(walk, netns, address, device));
  for (const type of types) {
    if (type === 'MULTICAST' && !isMulticast(address)) return false;
    if (type === 'UNICAST' && (isMulticast(address) || isUnspecified(address))) return false;
    if (type === 'UNSPEC' && !isUnspecified(address)) return false;
  }
  const asked = types.filter((type) => LOOKED_UP.has(type));
  return asked.length === 0 || asked.includes(lookedUpType6(walk, netns, address, device));
}

const LOOKED_UP: ReadonlySet<AddressType> = new Set([
  'ANYCAST',
  'LOCAL',
  'PROHIBIT',
  'UNREACHABLE',
]);

/**
 * The type of an address. `device`: only its own addresses count as local. Of an IPv6 address the
 * most telling one: a local one is UNICAST too, which `hasAddressType` knows.
 */
export function addressType(
  walk: Walk,
  netns: Namespace,
  address: Ip,
  device?: Interface,
): AddressType {
  if (address.includes(':')) {
    if (isUnspecified(address)) return 'UNSPEC';
    if (isMulticast(address)) return 'MULTICAST';
    return lookedUpType6(walk, netns, address, device);
  }
  if (isZeronet(address) || isLimitedBroadcast(address)) return 'BROADCAST';
  if (isMulticast(address)) return 'MULTICAST';
  return localTableType(netns, address, device);
}

/** __inet_dev_addr_type(): what the table `local` says. */
function localTableType(netns: Namespace, address: Ip, device: Interface | undefined): AddressType {
  const fib = fibOf(netns, 4);
  const local = fib.table('local');
  const table = fib.localAndMain ?? (local.kind === 'known' ? local.table : undefined);
  const found = table && selectRoute(netns, table, flowTo(address));
  if (!found || endsWay(found.entry)) return 'UNICAST';
  if (device && found.entry.route.nexthops[0]?.device !== device.name) return 'UNICAST';
  const { type } = found.entry.route;
  return type === 'local' ? 'LOCAL' : type === 'broadcast' ? 'BROADCAST' : 'UNICAST';
}

/** match_lookup_rt6() */
function lookedUpType6(
  walk: Walk,
  netns: Namespace,
  address: Ip,
  device: Interface | undefined,
): AddressType {
  // A link-local address may be on several interfaces: Calico's all have the same.
  const isOwn = device?.link.addresses.some(({ prefix }) => prefixAddress(prefix) === address);
  if (isOwn) return 'LOCAL';
  const result = lookUpFib(walk, netns, { ...flowTo(address), ...boundTo(device) });
  if (result.kind !== 'route') return 'UNREACHABLE';
  switch (result.entry.route.type) {
    case 'local':
      return device ? 'UNICAST' : 'LOCAL';
    case 'anycast':
      return 'ANYCAST';
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return 'UNREACHABLE';
    default:
      return 'UNICAST';
  }
}

function boundTo(device: Interface | undefined): Pick<Flow, 'outInterface' | 'hopDevice'> {
  if (!device) return {};
  return { outInterface: device, hopDevice: { name: device.name, need: 'required' } };
}

function flowTo(destination: Ip): Flow {
  const family = destination.includes(':') ? 6 : 4;
  return { family, destination, mark: 0, protocol: 'ip', dsfield: 0 };
}
