import { block, bridgeSubnet, OUTSIDE, serviceAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import type { Stack } from './plan.ts';
import type { NodeShape } from './shape.ts';
import { hostInterfaces } from './shape.ts';

const TABLES = [100, 101];

/** `ip rule` of a node, with the tables that they lead to. */
export function policyRules(dice: Dice, node: NodeShape, stack: Stack): readonly string[] {
  if (dice.chance(40)) return [];
  return [
    ...TABLES.flatMap((table) => tableRoutes(dice, node, stack, table)),
    ...Array.from({ length: 1 + dice.number(4) }, (_, i) => {
      const priority = 1000 + i * 100 + dice.number(90);
      return `rule add priority ${priority} ${selector(dice, node, stack)} ${action(dice)}`;
    }),
    ...(dice.chance(25) ? ['rule add priority 900 lookup main suppress_prefixlength 0'] : []),
  ];
}

function tableRoutes(dice: Dice, node: NodeShape, stack: Stack, table: number): readonly string[] {
  const { eth0, eth1 } = OUTSIDE.gateways;
  const far = `${OUTSIDE.far[stack]}/${stack === 'v4' ? 32 : 128}`;
  const gateway = node.nics.includes('eth1')
    ? dice.pick([`via ${eth0[stack]} dev eth0`, `via ${eth1[stack]} dev eth1`])
    : `via ${eth0[stack]} dev eth0`;
  return [
    ...(dice.chance(60) ? [`route add default ${gateway} table ${table}`] : []),
    ...(dice.chance(25)
      ? [
          `route add ${dice.pick(['blackhole', 'unreachable', 'prohibit', 'throw'])} ${far} table ${table}`,
        ]
      : []),
    ...(dice.chance(20)
      ? [
          `route add ${dice.pick(['throw', 'blackhole'])} ${bridgeSubnet(node.n)[stack]} table ${table}`,
        ]
      : []),
  ];
}

function selector(dice: Dice, node: NodeShape, stack: Stack): string {
  const not = dice.chance(10) ? 'not ' : '';
  const prefixes = [
    bridgeSubnet(node.n)[stack],
    block(node.n)[stack],
    `${OUTSIDE.far[stack]}/${stack === 'v4' ? 32 : 128}`,
    ...node.pods.map(({ address }) => address[stack]),
  ];
  return (
    not +
    dice.weighted<() => string>([
      [4, () => `fwmark ${dice.pick(['0x1', '0x2/0x2', '0x10/0xf0', '0x80000000/0x80000000'])}`],
      [2, () => `from ${dice.pick(prefixes)}`],
      [2, () => `to ${dice.pick([...prefixes, serviceAddress(1)[stack]])}`],
      [2, () => `iif ${dice.pick(hostInterfaces(node))}`],
      [1, () => `oif ${dice.pick(hostInterfaces(node))}`],
      [1, () => `from ${dice.pick(prefixes)} to ${dice.pick(prefixes)}`],
      [1, () => `fwmark 0x1/0x1 iif ${dice.pick(hostInterfaces(node))}`],
      [1, () => `ipproto ${dice.pick(['tcp', 'udp'])} dport ${dice.pick(['80', '53', '1-100'])}`],
    ])()
  );
}

function action(dice: Dice): string {
  return dice.weighted([
    [6, `lookup ${dice.pick(TABLES)}`],
    [1, `lookup ${dice.pick(TABLES)} suppress_prefixlength 0`],
    [1, 'lookup main'],
    // What is not there is skipped.
    [1, 'goto 32766'],
    [0.5, dice.pick(['blackhole', 'unreachable', 'prohibit'])],
  ]);
}
