import { bridgeAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import type { Setup } from './plan.ts';
import { NO_SETUP } from './plan.ts';
import type { NodeShape, PodShape } from './shape.ts';

/** What proxy ARP and a link-local address answer for: as Calico's pods have it. */
export const ROUTED_GATEWAY = { v4: '169.254.1.1', v6: 'fe80::ecee:eeff:feee:eeee' };

/** Addresses work at once, and nobody tells of a better way: the capture is what is asked about. */
export const QUIET = {
  'net/ipv6/conf/all/accept_dad': 0,
  'net/ipv6/conf/default/accept_dad': 0,
  'net/ipv6/conf/default/accept_redirects': 0,
  'net/ipv6/conf/all/accept_redirects': 0,
  'net/ipv4/conf/all/accept_redirects': 0,
  'net/ipv4/conf/default/accept_redirects': 0,
  'net/ipv4/conf/all/send_redirects': 0,
  'net/ipv4/conf/default/send_redirects': 0,
  // A server does not answer again where its answer was lost.
  'net/ipv4/tcp_synack_retries': 0,
  // Or errors would be held back where many are due.
  'net/ipv4/icmp_ratelimit': 0,
  'net/ipv6/icmp/ratelimit': 0,
};

/** A pod's own namespace, its rules aside. */
export function podSetup(dice: Dice, node: NodeShape, pod: PodShape): Setup {
  const { address, further } = pod;
  return {
    ...NO_SETUP,
    before: { ...QUIET, 'net/ipv4/conf/default/rp_filter': dice.weighted(RP_FILTERS) },
    ip: [
      'link set lo up',
      'link set eth0 up',
      ...(pod.kind === 'bridged' ? bridged(node, pod) : routed(pod)),
      ...(further
        ? [`address add ${further.v4}/32 dev lo`, `address add ${further.v6}/128 dev lo`]
        : []),
    ],
    served: [address, ...(further ? [further] : [])].flatMap(({ v4, v6 }) => [v4, v6]),
  };
}

const RP_FILTERS = [
  [6, 0],
  [2, 1],
  [2, 2],
] as const;

function bridged(node: NodeShape, { address }: PodShape): readonly string[] {
  const gateway = bridgeAddress(node.n, 1);
  return [
    `address add ${address.v4}/24 dev eth0`,
    `address add ${address.v6}/64 dev eth0`,
    `route add default via ${gateway.v4} dev eth0`,
    `route add default via ${gateway.v6} dev eth0`,
  ];
}

function routed({ address }: PodShape): readonly string[] {
  const { v4, v6 } = ROUTED_GATEWAY;
  return [
    `address add ${address.v4}/32 dev eth0`,
    `address add ${address.v6}/128 dev eth0`,
    `route add ${v4} dev eth0 scope link`,
    `route add default via ${v4} dev eth0`,
    `route add ${v6} dev eth0`,
    `route add default via ${v6} dev eth0`,
  ];
}
