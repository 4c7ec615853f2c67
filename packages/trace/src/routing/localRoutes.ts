import type {
  Family,
  InterfaceAddress,
  Ip,
  Link,
  Nexthop,
  Route,
  RouteType,
} from '@vethscope/model';
import { networkOf, parseIp, parsePrefix, prefixAddress, prefixLength } from '@vethscope/model';
import type { Namespace } from '../network/network.ts';

/**
 * The table `local`. Where only the main table was captured (`ip route`), as the kernel makes it of
 * the addresses: fib_add_ifaddr() in net/ipv4/fib_frontend.c, ipv6_ifa_notify() in addrconf.c.
 */
export function localRoutes(netns: Namespace, family: Family): readonly Route[] {
  const captured = netns.facts.routes.filter(
    (route) => route.family === family && route.table === 'local',
  );
  if (captured.length > 0 || netns.knows(family === 4 ? 'allTables4' : 'allTables6')) {
    return captured;
  }
  return netns.facts.links.flatMap((link) =>
    family === 4 ? routesOfLink4(netns, link) : routesOfLink6(netns, link),
  );
}

function routesOfLink4(netns: Namespace, link: Link): readonly Route[] {
  const primary = link.addresses.filter(
    ({ family, flags }) => family === 4 && !flags.includes('secondary'),
  );
  return link.addresses.flatMap((address) => {
    if (address.family !== 4) return [];
    const own = prefixAddress(address.prefix);
    const first = primary.find(({ prefix }) => networkOf(prefix) === networkOf(address.prefix));
    const source = prefixAddress((first ?? address).prefix);
    const local = routeOf('local', hostPrefix(own), link, address, source);
    if (!link.flags.includes('UP')) return [local];
    const broadcasts = [...broadcastsOf(address)].map((one) =>
      routeOf('broadcast', hostPrefix(one), link, address, source, broadcastFlags(netns, link)),
    );
    // 127.0.0.0/8
    const isNetworkOwn = link.flags.includes('LOOPBACK') && primary.includes(address);
    const network = networkOf(address.peer ?? address.prefix);
    return isNetworkOwn
      ? [local, routeOf('local', network, link, address, source), ...broadcasts]
      : [local, ...broadcasts];
  });
}

/** The one that it was given, and the last address of its network. */
function broadcastsOf({ prefix, peer, broadcast, flags }: InterfaceAddress): ReadonlySet<Ip> {
  const found = new Set<Ip>();
  if (broadcast !== undefined && broadcast !== '255.255.255.255') found.add(broadcast);
  // inet 10.0.0.1 peer 10.0.0.2/32: the network is the far end's.
  const network = peer ?? prefix;
  const hasLast = !flags.includes('secondary') && prefixLength(network) < 31;
  if (hasLast) found.add(lastAddress(network));
  return found;
}

/** Without a carrier, as `ip route show table local` prints them. */
function broadcastFlags(netns: Namespace, { name, flags }: Link): readonly string[] {
  if (flags.includes('LOWER_UP')) return [];
  const isIgnored = ['all', name.replaceAll('.', '/')].some(
    (one) => netns.sysctl(`net.ipv4.conf.${one}.ignore_routes_with_linkdown`)?.value === '1',
  );
  return isIgnored ? ['dead', 'linkdown'] : ['linkdown'];
}

function routesOfLink6(netns: Namespace, link: Link): readonly Route[] {
  const addresses = link.addresses.filter(
    ({ family, flags }) => family === 6 && !flags.includes('tentative'),
  );
  const routes = addresses.flatMap((address) => {
    const local = routeOf('local', hostPrefix(prefixAddress(address.prefix)), link, address);
    return isRouter(netns, link) && prefixLength(address.prefix) < 127
      ? [local, routeOf('anycast', hostPrefix(networkAddress(address)), link, address)]
      : [local];
  });
  const [first] = addresses;
  const isMulticasting = first && link.flags.includes('UP') && link.flags.includes('MULTICAST');
  return isMulticasting ? [...routes, routeOf('multicast', MULTICAST, link, first)] : routes;
}

const MULTICAST = known(parsePrefix('ff00::/8'));

/** The subnet-router anycast address is joined where the interface forwards. */
function isRouter(netns: Namespace, { name }: Link): boolean {
  const key = `net.ipv6.conf.${name.replaceAll('.', '/')}.forwarding`;
  return netns.sysctl(key)?.value === '1';
}

function networkAddress({ prefix }: InterfaceAddress): Ip {
  return prefixAddress(networkOf(prefix));
}

/** `10.1.2.3/24` → `10.1.2.255` */
function lastAddress(prefix: InterfaceAddress['prefix']): Ip {
  const host = 2 ** (32 - prefixLength(prefix)) - 1;
  const network = prefixAddress(networkOf(prefix)).split('.').map(Number);
  const bytes = network.map((byte, i) => byte + (Math.floor(host / 256 ** (3 - i)) % 256));
  return known(parseIp(bytes.join('.')));
}

function hostPrefix(address: Ip): Route['destination'] {
  return known(parsePrefix(address));
}

function known<T>(parsed: T | undefined): T {
  if (parsed === undefined) throw new Error('made of an address, and yet none');
  return parsed;
}

function routeOf(
  type: RouteType,
  destination: Route['destination'],
  link: Link,
  address: InterfaceAddress,
  preferredSource?: Ip,
  flags: readonly string[] = [],
): Route {
  const hop: Nexthop = { device: link.name, flags };
  return {
    ...{ family: address.family, table: 'local', type, destination, nexthops: [hop] },
    ...{ protocol: 'kernel', scope: type === 'local' ? 'host' : 'link' },
    ...(preferredSource && { preferredSource }),
    ...{ metric: 0, flags: [], attributes: {}, evidence: address.evidence },
  };
}
