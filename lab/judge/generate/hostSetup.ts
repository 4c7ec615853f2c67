import {
  ALL_STACKS_LENGTH,
  block,
  blockAddress,
  bridgeAddress,
  bridgeSubnet,
  nicAddress,
  OUTSIDE,
} from './addressPlan.ts';
import type { Dice } from './dice.ts';
import type { Setup, Stack } from './plan.ts';
import { NO_SETUP, STACKS } from './plan.ts';
import { QUIET } from './podSetup.ts';
import { policyRules } from './policyRules.ts';
import { oddRoutes } from './routes.ts';
import type { NodeShape, PodShape } from './shape.ts';
import { hostSysctls } from './sysctls.ts';

/** A node's own namespace, its rules and sets aside. */
export function hostSetup(dice: Dice, node: NodeShape): Setup {
  const { n, nics } = node;
  const own = [bridgeAddress(n, 1), ...nics.map((nic) => nicAddress(nic, n))];
  return {
    ...NO_SETUP,
    before: {
      ...QUIET,
      'net/ipv4/ip_forward': dice.chance(95) ? 1 : 0,
      'net/ipv6/conf/all/forwarding': dice.chance(95) ? 1 : 0,
      'net/ipv6/conf/default/forwarding': dice.chance(97) ? 1 : 0,
      'net/ipv4/conf/default/rp_filter': dice.weighted([
        [5, 0],
        [3, 1],
        [2, 2],
      ]),
    },
    ip: [
      'link set lo up',
      'link add br0 type bridge',
      ...STACKS.map(
        (stack) => `address add ${bridgeAddress(n, 1)[stack]}/${stack === 'v4' ? 24 : 64} dev br0`,
      ),
      'link set br0 up',
      ...nics.flatMap((nic) => nicCommands(nic, n)),
      ...node.pods.flatMap((pod) => podCommands(pod)),
      ...defaultRoutes(dice, node),
      ...tunnelCommands(node),
    ],
    routes: {
      v4: [...oddRoutes(dice, node, 'v4'), ...policyRules(dice, node, 'v4')],
      v6: [...oddRoutes(dice, node, 'v6'), ...policyRules(dice, node, 'v6')],
    },
    bridge: [...portFlags(dice, node), ...tunnelEntries(node)],
    sysctls: hostSysctls(dice, node),
    served: [...own, { v4: '127.0.0.1', v6: '::1' }].flatMap(({ v4, v6 }) => [v4, v6]),
  };
}

function nicCommands(nic: 'eth0' | 'eth1', n: number): readonly string[] {
  const { v4, v6 } = nicAddress(nic, n);
  return [
    `address add ${v4}/24 dev ${nic}`,
    `address add ${v6}/64 dev ${nic}`,
    `link set ${nic} up`,
  ];
}

function podCommands({ kind, hostInterface, address, further }: PodShape): readonly string[] {
  const up = `link set ${hostInterface} up`;
  const owned =
    kind === 'bridged' ? (further ? [further] : []) : [address, ...(further ? [further] : [])];
  const routes = owned.flatMap(({ v4, v6 }) =>
    kind === 'bridged'
      ? [`route add ${v4} via ${address.v4} dev br0`, `route add ${v6} via ${address.v6} dev br0`]
      : [`route add ${v4} dev ${hostInterface} scope link`, `route add ${v6} dev ${hostInterface}`],
  );
  return kind === 'bridged'
    ? [up, `link set ${hostInterface} master br0`, ...routes]
    : [up, ...routes];
}

function defaultRoutes(dice: Dice, { nics }: NodeShape): readonly string[] {
  const { eth0, eth1 } = OUTSIDE.gateways;
  return STACKS.flatMap((stack) => {
    if (dice.chance(8)) return [];
    const first = `route add default via ${eth0[stack]} dev eth0 metric 100`;
    if (!nics.includes('eth1') || dice.chance(40)) return [first];
    return [first, `route add default via ${eth1[stack]} dev eth1 metric ${dice.pick([50, 200])}`];
  });
}

function portFlags(dice: Dice, { pods }: NodeShape): readonly string[] {
  return pods
    .filter(({ kind }) => kind === 'bridged')
    .flatMap(({ hostInterface }) => [
      ...(dice.chance(50) ? [`link set dev ${hostInterface} hairpin on`] : []),
      ...(dice.chance(12) ? [`link set dev ${hostInterface} isolated on`] : []),
    ]);
}

export const TUNNEL_PORT = 4789;
const TUNNEL = { id: 42, port: TUNNEL_PORT, mtu: 1430 };

function tunnelMac(n: number): string {
  return `66:00:00:00:00:0${n}`;
}

/** As Calico makes it, with both families inside of an IPv4 underlay. */
function tunnelCommands({ n, peers }: NodeShape): readonly string[] {
  if (peers.length === 0) return [];
  const local = nicAddress('eth0', n).v4;
  const end = blockAddress(n, 0);
  const ends = (stack: Stack): string => `${end[stack]}/${ALL_STACKS_LENGTH[stack]}`;
  return [
    `link add vx0 address ${tunnelMac(n)} mtu ${TUNNEL.mtu} type vxlan id ${TUNNEL.id} dstport ${TUNNEL.port} local ${local} dev eth0 nolearning`,
    `address add ${ends('v4')} dev vx0`,
    `address add ${ends('v6')} dev vx0`,
    'link set vx0 up',
    ...peers.flatMap((peer) =>
      STACKS.flatMap((stack) => [
        `neighbour replace ${blockAddress(peer, 0)[stack]} lladdr ${tunnelMac(peer)} dev vx0 nud permanent`,
        ...[block(peer)[stack], bridgeSubnet(peer)[stack]].map(
          (prefix) => `route add ${prefix} via ${blockAddress(peer, 0)[stack]} dev vx0 onlink`,
        ),
      ]),
    ),
  ];
}

function tunnelEntries({ peers }: NodeShape): readonly string[] {
  return peers.map(
    (peer) =>
      `fdb append ${tunnelMac(peer)} dev vx0 dst ${nicAddress('eth0', peer).v4} self permanent`,
  );
}
