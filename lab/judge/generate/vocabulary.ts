import {
  block,
  bridgeAddress,
  bridgeSubnet,
  nicAddress,
  OUTSIDE,
  serviceAddress,
} from './addressPlan.ts';
import type { Dice } from './dice.ts';
import type { SetPlan } from './ipsets.ts';
import type { Stack } from './plan.ts';
import type { NodeShape, PodShape } from './shape.ts';
import { hostInterfaces } from './shape.ts';

export type Table = 'raw' | 'mangle' | 'nat' | 'filter' | 'security';
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** Where a rule stands, and what there is to name in it. */
export interface RuleContext {
  readonly stack: Stack;
  readonly table: Table;
  /** That its chain is reached from. */
  readonly hook: Hook;
  readonly words: Words;
}

/** What occurs in one namespace, of one family. */
export interface Words {
  readonly interfaces: readonly string[];
  readonly bridgePorts: readonly string[];
  readonly addresses: readonly string[];
  readonly prefixes: readonly string[];
  readonly macs: readonly string[];
  readonly sets: readonly SetPlan[];
}

export function hostWords(
  nodes: readonly NodeShape[],
  node: NodeShape,
  stack: Stack,
  sets: readonly SetPlan[],
): Words {
  return {
    interfaces: [...hostInterfaces(node), 'cali+', 'veth+', 'eth+'],
    bridgePorts: node.pods
      .filter(({ kind }) => kind === 'bridged')
      .map(({ hostInterface }) => hostInterface),
    ...addressWords(nodes, stack),
    macs: node.pods.map(({ mac }) => mac),
    sets,
  };
}

export function podWords(nodes: readonly NodeShape[], { hostMac }: PodShape, stack: Stack): Words {
  return {
    ...{ interfaces: ['eth0', 'lo', 'eth+'], bridgePorts: [], sets: [] },
    ...addressWords(nodes, stack),
    macs: [hostMac],
  };
}

function addressWords(
  nodes: readonly NodeShape[],
  stack: Stack,
): Pick<Words, 'addresses' | 'prefixes'> {
  const addresses = [
    ...nodes.flatMap(({ pods }) => pods.map(({ address }) => address[stack])),
    ...nodes.flatMap(({ n }) => [bridgeAddress(n, 1)[stack], nicAddress('eth0', n)[stack]]),
    ...[1, 2, 3].map((service) => serviceAddress(service)[stack]),
    OUTSIDE.far[stack],
    OUTSIDE.gateways.eth0[stack],
  ];
  const services = stack === 'v4' ? '10.96.0.0/16' : 'fd96::/64';
  const prefixes = [
    ...nodes.flatMap(({ n }) => [bridgeSubnet(n)[stack], block(n)[stack]]),
    services,
    ...(stack === 'v4'
      ? ['10.0.0.0/8', '172.16.0.0/12', '203.0.113.0/24', '0.0.0.0/1']
      : ['fd10::/16', 'fd00::/8', '2000::/3']),
  ];
  return { addresses, prefixes };
}

/** `! ` in `percent` of 100. */
export function not(dice: Dice, percent = 20): string {
  return dice.chance(percent) ? '! ' : '';
}
