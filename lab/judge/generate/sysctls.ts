import type { Dice } from './dice.ts';
import type { NodeShape } from './shape.ts';
import { hostInterfaces } from './shape.ts';

/** Of a node, when all interfaces are there. */
export function hostSysctls(dice: Dice, node: NodeShape): Readonly<Record<string, number>> {
  const found: [string, number][] = [];
  const maybe = (percent: number, key: string, value: number): void => {
    if (dice.chance(percent)) found.push([key, value]);
  };
  maybe(25, 'net/ipv4/conf/all/rp_filter', dice.pick([1, 2]));
  maybe(10, 'net/ipv4/conf/all/accept_local', 1);
  maybe(10, 'net/ipv4/conf/all/route_localnet', 1);
  maybe(10, 'net/ipv4/conf/all/src_valid_mark', 1);
  found.push(['net/bridge/bridge-nf-call-iptables', dice.chance(50) ? 1 : 0]);
  found.push(['net/bridge/bridge-nf-call-ip6tables', dice.chance(50) ? 1 : 0]);
  for (const name of hostInterfaces(node)) {
    maybe(12, `net/ipv4/conf/${name}/rp_filter`, dice.pick([0, 1, 2]));
    maybe(8, `net/ipv4/conf/${name}/route_localnet`, 1);
    maybe(6, `net/ipv4/conf/${name}/accept_local`, 1);
    maybe(3, `net/ipv4/conf/${name}/forwarding`, 0);
  }
  for (const { kind, hostInterface } of node.pods) {
    if (kind !== 'routed') continue;
    found.push(
      [`net/ipv4/conf/${hostInterface}/proxy_arp`, 1],
      // Or the first answer to ARP would wait up to 0.8 s.
      [`net/ipv4/neigh/${hostInterface}/proxy_delay`, 0],
      [`net/ipv6/neigh/${hostInterface}/proxy_delay`, 0],
    );
  }
  return Object.fromEntries(found);
}
