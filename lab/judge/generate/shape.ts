import type { DualStack } from './addressPlan.ts';
import { blockAddress, bridgeAddress, furtherAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';

/** What there is on a machine, before anything is configured. */
export interface NodeShape {
  readonly name: string;
  /** Tells nodes apart in addresses: 1, 2. */
  readonly n: number;
  readonly nics: readonly Nic[];
  readonly pods: readonly PodShape[];
  /** Other nodes, by a VXLAN device `vx0` over `eth0`. */
  readonly peers: readonly number[];
}

export type Nic = 'eth0' | 'eth1';

export interface PodShape {
  readonly netns: string;
  readonly kind: 'bridged' | 'routed';
  readonly hostInterface: string;
  readonly hostMac: string;
  readonly mac: string;
  readonly address: DualStack;
  /** A second one, on its loopback, that others have a route to. */
  readonly further?: DualStack;
}

export function nodeShapes(dice: Dice): readonly NodeShape[] {
  const count = dice.chance(35) ? 2 : 1;
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return numbers.map((n) => ({
    ...{ name: n === 1 ? 'alpha' : 'beta', n },
    nics: dice.chance(40) ? ['eth0', 'eth1'] : ['eth0'],
    pods: [
      ...Array.from({ length: 1 + dice.number(3) }, (_, i) => podShape(dice, n, 'bridged', i + 2)),
      ...Array.from({ length: 1 + dice.number(2) }, (_, i) => podShape(dice, n, 'routed', i + 1)),
    ],
    peers: numbers.filter((other) => other !== n),
  }));
}

function podShape(dice: Dice, n: number, kind: PodShape['kind'], host: number): PodShape {
  const letter = kind === 'bridged' ? 'b' : 'r';
  const address = kind === 'bridged' ? bridgeAddress(n, host) : blockAddress(n, host);
  return {
    ...{ netns: `${letter}${host}-n${n}`, kind, address },
    hostInterface: kind === 'bridged' ? `veth${host}` : `cali${host}`,
    hostMac: kind === 'bridged' ? `02:b0:00:00:0${n}:0${host}` : 'ee:ee:ee:ee:ee:ee',
    mac: `02:${letter === 'b' ? 'b1' : 'c1'}:00:00:0${n}:0${host}`,
    ...(dice.chance(15) && { further: furtherAddress(n, kind === 'bridged' ? host : host + 100) }),
  };
}

/** All interfaces of the node's own namespace. */
export function hostInterfaces({ nics, pods, peers }: NodeShape): readonly string[] {
  return [
    ...['lo', 'br0', ...nics, ...pods.map(({ hostInterface }) => hostInterface)],
    ...(peers.length > 0 ? ['vx0'] : []),
  ];
}
