import type { DualStack } from './addressPlan.ts';
import { bridgeAddress, nicAddress, OUTSIDE, serviceAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import { dice } from './dice.ts';
import { hostSetup, TUNNEL_PORT } from './hostSetup.ts';
import { ipsetPlans } from './ipsets.ts';
import type { CasePlan, NodePlan, PodPlan, Setup, Stack } from './plan.ts';
import { NO_SETUP, STACKS } from './plan.ts';
import { podSetup, QUIET } from './podSetup.ts';
import { ruleset } from './rules.ts';
import type { NodeShape, PodShape } from './shape.ts';
import { nodeShapes } from './shape.ts';
import type { Table } from './vocabulary.ts';
import { hostWords, podWords } from './vocabulary.ts';

/** All that is random about a case; `lacking`: kinds of rules that the kernel at hand has not. */
export function casePlan(seed: number, lacking: ReadonlySet<string>): CasePlan {
  const chance = dice(seed);
  const shapes = nodeShapes(chance);
  const probedFromOutside = chance.chance(50);
  const avoided = probedFromOutside ? new Set([...lacking, 'mac']) : lacking;
  return {
    ...{ seed, probedFromOutside },
    nodes: shapes.map((shape) => nodePlan(chance, shapes, shape, avoided)),
    outside: outside(shapes),
    cables: shapes.flatMap(({ name, n, nics }) =>
      nics.map((nic) => ({
        ...{ node: name, name: nic, bridge: nic === 'eth0' ? 'net16' : 'net17' },
        mac: `02:e${nic === 'eth0' ? 0 : 1}:00:00:00:0${n}`,
      })),
    ),
  };
}

const HOST_TABLES: readonly (readonly [number, Table])[] = [
  [35, 'raw'],
  [60, 'mangle'],
  [95, 'nat'],
  [90, 'filter'],
  [10, 'security'],
];
const POD_TABLES: readonly (readonly [number, Table])[] = [
  [10, 'raw'],
  [20, 'mangle'],
  [35, 'nat'],
  [70, 'filter'],
];

function nodePlan(
  chance: Dice,
  shapes: readonly NodeShape[],
  node: NodeShape,
  lacking: ReadonlySet<string>,
): NodePlan {
  const setup = hostSetup(chance, node);
  const endpoints = (stack: Stack): readonly string[] =>
    shapes.flatMap(({ pods }) => pods.map(({ address }) => address[stack]));
  const made = STACKS.map((stack) => {
    const words = hostWords(shapes, node, stack, []);
    const sets = ipsetPlans(chance, stack, words).filter(({ type }) => !lacking.has(type));
    const untranslated = node.peers.length > 0 ? [TUNNEL_PORT] : [];
    const rulesAre = { lacking, untranslated, endpoints: endpoints(stack) };
    const context = { stack, ...rulesAre, words: { ...words, sets } };
    return { stack, sets, rules: ruleset(chance, HOST_TABLES, context) };
  });
  return {
    name: node.name,
    setup: {
      ...setup,
      ipsets: made.flatMap(({ sets }) => sets.flatMap(({ lines }) => lines)),
      rules: rulesOf(made),
    },
    pods: node.pods.map((pod) => podPlan(chance, shapes, node, pod, lacking)),
  };
}

function podPlan(
  chance: Dice,
  shapes: readonly NodeShape[],
  node: NodeShape,
  pod: PodShape,
  lacking: ReadonlySet<string>,
): PodPlan {
  const { netns, hostInterface, hostMac, mac } = pod;
  const setup = podSetup(chance, node, pod);
  const hasRules = chance.chance(25);
  const made = STACKS.map((stack) => {
    const rulesAre = { lacking, untranslated: [], endpoints: [] };
    const context = { stack, ...rulesAre, words: podWords(shapes, pod, stack) };
    return { stack, rules: hasRules ? ruleset(chance, POD_TABLES, context) : [] };
  });
  return { netns, hostInterface, hostMac, mac, setup: { ...setup, rules: rulesOf(made) } };
}

function rulesOf(
  made: readonly { readonly stack: Stack; readonly rules: readonly string[] }[],
): Setup['rules'] {
  const of = (stack: Stack): readonly string[] =>
    made.filter((one) => one.stack === stack).flatMap(({ rules }) => rules);
  return { v4: of('v4'), v6: of('v6') };
}

/** The gateways of both networks, and an address behind them; nodes' networks behind their NICs. */
function outside(shapes: readonly NodeShape[]): CasePlan['outside'] {
  const { gateways, far } = OUTSIDE;
  const own: readonly DualStack[] = [gateways.eth0, gateways.eth1, far];
  const behind = (n: number): readonly (readonly [Stack, string])[] => [
    ['v4', `10.${n}.0.0/16`],
    ['v6', `${bridgeAddress(n, 0).v6.replace('::0', '::')}/32`],
    ['v6', `fd77:${n}::/64`],
  ];
  return {
    name: 'outside',
    setup: {
      ...NO_SETUP,
      before: { ...QUIET, 'net/ipv4/conf/default/rp_filter': 0 },
      ip: [
        'link set lo up',
        ...(['net16', 'net17'] as const).flatMap((name) => {
          const { v4, v6 } = gateways[name === 'net16' ? 'eth0' : 'eth1'];
          return [
            `link add ${name} type bridge`,
            `address add ${v4}/24 dev ${name}`,
            `address add ${v6}/64 dev ${name}`,
            `link set ${name} up`,
          ];
        }),
        `address add ${far.v4}/32 dev lo`,
        `address add ${far.v6}/128 dev lo`,
        ...shapes.flatMap(({ n }) =>
          behind(n).map(
            ([stack, prefix]) => `route add ${prefix} via ${nicAddress('eth0', n)[stack]}`,
          ),
        ),
        `route add ${serviceAddress(0).v4}/16 via ${nicAddress('eth0', 1).v4}`,
        `route add fd96::/64 via ${nicAddress('eth0', 1).v6}`,
      ],
      served: own.flatMap(({ v4, v6 }) => [v4, v6]),
    },
  };
}
