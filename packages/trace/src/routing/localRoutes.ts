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
    family === 4 ? routesOfLink4(link) : routesOfLink6(netns, link),
  );
}

function routesOfLink4(link: Link): readonly Route[] {
  const isUp = link.flags.includes('UP');
  return link.addresses.flatMap((address) => {
    if (address.family !== 4) return [];
    const own = prefixAddress(address.prefix);
    const routes = [routeOf('local', hostPrefix(own), link, address, own)];
    if (!isUp) return routes;
    // inet 10.0.0.1 peer 10.0.0.2/32: the prefix is the far end's.
    const onLink = address.peer ?? address.prefix;
    const length = prefixLength(onLink);
    const broadcasts = new Set<Ip>();
    if (address.broadcast && address.broadcast !== '255.255.255.255') {
      broadcasts.add(address.broadcast);
    }
    if (!address.flags.includes('secondary') && length < 32) {
      if (link.flags.includes('LOOPBACK')) {
        routes.push(routeOf('local', networkOf(onLink), link, address, own));
      }
      const last = length < 31 ? lastAddress(onLink) : undefined;
      if (last) broadcasts.add(last);
    }
    for (const one of broadcasts) {
      routes.push(routeOf('broadcast', hostPrefix(one), link, address, own));
    }
    return routes;
  });
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
): Route {
  const hop: Nexthop = { device: link.name, flags: [] };
  return {
    ...{ family: address.family, table: 'local', type, destination, nexthops: [hop] },
    ...{ protocol: 'kernel', scope: type === 'local' ? 'host' : 'link' },
    ...(preferredSource && { preferredSource }),
    ...{ metric: 0, flags: [], attributes: {}, evidence: address.evidence },
  };
}
