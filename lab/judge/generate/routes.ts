import { block, blockAddress, bridgeAddress, OUTSIDE } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import type { Stack } from './plan.ts';
import type { NodeShape } from './shape.ts';

/** Routes that are not there to get anywhere. */
export function oddRoutes(dice: Dice, node: NodeShape, stack: Stack): readonly string[] {
  const far = OUTSIDE.far[stack];
  const { eth0, eth1 } = OUTSIDE.gateways;
  const wide = stack === 'v4' ? `${far.split('.').slice(0, 3).join('.')}.0/24` : 'fd99::/64';
  const width = stack === 'v4' ? 32 : 128;
  const hasTwo = node.nics.includes('eth1');
  return [
    ...(dice.chance(60) ? [`route add blackhole ${block(node.n)[stack]}`] : []),
    ...(dice.chance(15) ? [`route add unreachable ${OUTSIDE.nowhere[stack]}/${width}`] : []),
    ...(dice.chance(10)
      ? [`route add prohibit ${stack === 'v4' ? '198.51.100.0/24' : 'fd98::/64'}`]
      : []),
    ...(dice.chance(8)
      ? [`route add ${dice.pick(['blackhole', 'prohibit', 'throw'])} ${far}`]
      : []),
    ...(dice.chance(15) ? [`route add ${wide} via ${eth0[stack]} dev eth0 metric 10`] : []),
    ...(hasTwo && dice.chance(30)
      ? [`route add ${wide} via ${eth1[stack]} dev eth1 metric 5`]
      : []),
    ...(hasTwo && dice.chance(30)
      ? [
          `route add ${far}/${width} nexthop via ${eth0[stack]} dev eth0 weight ${1 + dice.number(3)} nexthop via ${eth1[stack]} dev eth1`,
        ]
      : []),
    // An address of the bridge's network that is somewhere else.
    ...(dice.chance(10)
      ? [`route add ${bridgeAddress(node.n, 50)[stack]} via ${eth0[stack]} dev eth0`]
      : []),
    ...(dice.chance(8) ? [`route add local ${blockAddress(node.n, 200)[stack]} dev lo`] : []),
  ];
}
