import type { PlaceKey, Probe } from '../probe.ts';
import { blockAddress, bridgeAddress, nicAddress, OUTSIDE, serviceAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import { dice } from './dice.ts';
import type { CasePlan, Stack } from './plan.ts';
import { CLOSED_PORTS, SERVER_PORTS } from './plan.ts';

interface Sender {
  readonly key: PlaceKey;
  readonly weight: number;
  readonly addresses: readonly string[];
}

/** `count` probes of a case; as many of the same case begin with the same ones. */
export function probePlan(plan: CasePlan, count: number): readonly Probe[] {
  const chance = dice(plan.seed ^ 0x5bd1e995);
  const senders = sendersOf(plan);
  return Array.from({ length: count }, () => probe(chance, plan, senders));
}

function sendersOf(plan: CasePlan): readonly Sender[] {
  const outside = { key: `${plan.outside.name}/host`, addresses: plan.outside.setup.served };
  return [
    ...(plan.probedFromOutside ? [{ ...outside, weight: 2 }] : []),
    ...plan.nodes.flatMap((node) => [
      { key: `${node.name}/host`, weight: 2, addresses: node.setup.served },
      ...node.pods.map(({ netns, setup }) => ({
        ...{ key: `${node.name}/${netns}`, weight: 3, addresses: setup.served },
      })),
    ]),
  ];
}

function probe(chance: Dice, plan: CasePlan, senders: readonly Sender[]): Probe {
  const stack: Stack = chance.chance(60) ? 'v4' : 'v6';
  const proto = chance.weighted<Probe['proto']>([
    [4, 'tcp'],
    [4, 'udp'],
    [2, 'icmp'],
  ]);
  const sender = chance.weighted(senders.map((each) => [each.weight, each] as const));
  const isOutside = sender.key === `${plan.outside.name}/host`;
  let [address, dport] = destination(chance, plan, stack);
  while (isOutside && entryOf(address) === undefined) {
    [address, dport] = destination(chance, plan, stack);
  }
  const entry = isOutside ? entryOf(address) : undefined;
  // From outside it has to be known: nothing out there is captured.
  const source =
    isOutside || chance.chance(15) ? sourceOf(chance, sender, stack, isOutside) : undefined;
  return {
    ...{ from: sender.key, proto, address, dport: proto === 'icmp' ? 0 : dport },
    ...(source !== undefined && { source }),
    ...(entry !== undefined && { entry }),
  };
}

function sourceOf(chance: Dice, sender: Sender, stack: Stack, isOutside: boolean): string {
  const { gateways, far } = OUTSIDE;
  if (isOutside) return chance.pick([gateways.eth0[stack], far[stack]]);
  const own = sender.addresses.filter(
    (address) => address.includes(':') === (stack === 'v6') && !isLoopback(address),
  );
  return chance.pick(own);
}

/** Where outside's routes lead; `undefined`: to no node. */
function entryOf(address: string): Probe['entry'] {
  const ways = [
    [/^(10\.1|10\.96)\.|^172\.16\.0\.11$|^fd10:1:|^fd96:|^fd77:1:|^fd16::11$/, 'alpha'],
    [/^10\.2\.|^172\.16\.0\.12$|^fd10:2:|^fd77:2:|^fd16::12$/, 'beta'],
  ] as const;
  const node = ways.find(([pattern]) => pattern.test(address))?.[1];
  return node && { place: `${node}/host`, interface: 'eth0' };
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function destination(
  chance: Dice,
  { nodes }: CasePlan,
  stack: Stack,
): readonly [address: string, port: number] {
  const node = 1 + chance.number(nodes.length);
  const port = chance.chance(80) ? chance.pick(SERVER_PORTS) : chance.pick(CLOSED_PORTS);
  const ofPods = nodes.flatMap(({ pods }) =>
    pods.flatMap(({ setup }) =>
      setup.served.filter((address) => address.includes(':') === (stack === 'v6')),
    ),
  );
  const hosts = [bridgeAddress(node, 1), nicAddress('eth0', node)].map((both) => both[stack]);
  return chance.weighted<readonly [string, number]>([
    [8, [chance.pick(ofPods), port]],
    [6, [serviceAddress(1 + chance.number(3))[stack], chance.pick([80, 53, 443])]],
    [2, [chance.pick(hosts), port]],
    [2, [chance.pick(hosts), 30001 + chance.number(2)]],
    [2, [OUTSIDE.far[stack], port]],
    [1, [OUTSIDE.gateways.eth0[stack], port]],
    [1, [OUTSIDE.nowhere[stack], port]],
    [1, [chance.pick([bridgeAddress(node, 99), blockAddress(node, 99)])[stack], port]],
    [0.5, [chance.pick([blockAddress(node, 200), bridgeAddress(node, 50)])[stack], port]],
    [0.7, [stack === 'v4' ? '127.0.0.1' : '::1', port]],
  ]);
}
