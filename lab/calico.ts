import type { NodePlan, PodPlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { makePodNetns } from './podNetns.ts';
import { ip, sysctl } from './run.ts';

/** What `cali*` interfaces answer for all others: IPv4 by proxy ARP, IPv6 as their own. */
const GATEWAY = { v4: '169.254.1.1', v6: 'fe80::ecee:eeff:feee:eeee' };
/** Protocol number of the routes that Felix makes. */
const FELIX = 80;

/** Calico's pods, each with a /32 and a route of its own on the node, and the rest of the block. */
export async function buildCalicoPods(machine: Machine, node: NodePlan): Promise<void> {
  for (const pod of node.calicoPods) await addCalicoPod(machine, pod);
  await ip(machine, [
    `route add blackhole ${node.block.v4} proto ${FELIX}`,
    `route add blackhole ${node.block.v6} proto ${FELIX}`,
  ]);
}

async function addCalicoPod(machine: Machine, pod: PodPlan): Promise<void> {
  const { addresses, netns, hostInterface } = pod;
  await makePodNetns(machine, pod);
  await sysctl(machine, {
    [`net/ipv4/conf/${hostInterface}/proxy_arp`]: 1,
    [`net/ipv4/conf/${hostInterface}/rp_filter`]: 1,
    [`net/ipv4/conf/${hostInterface}/route_localnet`]: 1,
    // Or the first answer to ARP would wait up to 0.8 s: neigh/proxy_delay.
    [`net/ipv4/neigh/${hostInterface}/proxy_delay`]: 0,
    [`net/ipv6/conf/${hostInterface}/proxy_ndp`]: 1,
  });
  await ip(
    machine,
    [
      `address add ${addresses.v4}/32 dev eth0`,
      `address add ${addresses.v6}/128 dev eth0`,
      `route add ${GATEWAY.v4} dev eth0 scope link`,
      `route add default via ${GATEWAY.v4} dev eth0`,
      `route add ${GATEWAY.v6} dev eth0`,
      `route add default via ${GATEWAY.v6} dev eth0`,
    ],
    netns,
  );
  await ip(machine, [
    `route add ${addresses.v4} dev ${hostInterface} scope link`,
    `route add ${addresses.v6} dev ${hostInterface}`,
  ]);
}
