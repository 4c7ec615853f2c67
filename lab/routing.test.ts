import { buildTopology, HOST_NETNS, netnsId, prefixAddress } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { readSnapshot, unpackCapture } from '@vethscope/parsers';
import type { Namespace, Network } from '@vethscope/trace';
import { indexNetwork } from '@vethscope/trace';
import { expect, it, vi } from 'vitest';
import { captureNode } from './captureNode.ts';
import { describeInLab } from './describeInLab.ts';
import { dice } from './judge/generate/dice.ts';
import { type Machine, startMachine } from './machine.ts';
import { askKernel } from './routing/askKernel.ts';
import { askTrace } from './routing/askTrace.ts';
import { commandOf, type RouteQuestion, routeQuestion } from './routing/questions.ts';
import { type RoutingWorld, routingWorld } from './routing/world.ts';
import { ip, run, sysctl } from './run.ts';

/** `VETHSCOPE_SEEDS=1-500 npx vitest run lab/routing.test.ts` asks about more worlds. */
const SEEDS = seedsOf(process.env['VETHSCOPE_SEEDS'] ?? '1-12');
const QUESTIONS = 40;

describeInLab('a route is the one that the kernel takes', () => {
  it.each(SEEDS)('in the world of seed %i', async (seed) => {
    const chance = dice(seed);
    const world = routingWorld(chance);
    const machine = await startMachine('router');
    try {
      await build(machine, world);
      const capture = await captured(machine);
      for (const family of [4, 6] as const) {
        const ask = (): RouteQuestion => routeQuestion(chance, family, ownAddresses(capture.netns));
        const questions = Array.from({ length: QUESTIONS }, ask);
        expect(await disagreements(machine, capture, questions)).toEqual([]);
      }
    } finally {
      await machine.stop();
    }
  });
});

describeInLab(
  'where only main tables were captured, the local ones follow from the addresses',
  () => {
    it.each(SEEDS)('in the world of seed %i', async (seed) => {
      const chance = dice(seed);
      const world = routingWorld(chance);
      const machine = await startMachine('router');
      try {
        await build(machine, { ...world, routes4: [], routes6: [] });
        const notes = await Promise.all(NOTES.map((command) => typed(machine, command)));
        const capture = read({
          name: 'router',
          files: [{ path: 'router.md', text: notes.join('') }],
          diagnostics: [],
        });
        expect(capture.netns.knows('allTables4')).toBe(false);
        for (const family of [4, 6] as const) {
          const ask = (): RouteQuestion =>
            routeQuestion(chance, family, ownAddresses(capture.netns));
          // Which interface a group goes to by itself does not follow from addresses.
          const questions = Array.from({ length: QUESTIONS }, ask).filter(
            ({ to }) => !to.startsWith('ff'),
          );
          expect(await disagreements(machine, capture, questions)).toEqual([]);
        }
      } finally {
        await machine.stop();
      }
    });
  },
);

/** What people note down of a node. */
const NOTES = [
  'ip addr',
  'ip route',
  'ip -6 route',
  'ip rule',
  'ip -6 rule',
  'ip neigh',
  'sysctl -a',
];

async function typed(machine: Machine, command: string): Promise<string> {
  const output = await run(machine, ['sh', '-c', `${command} 2> /dev/null`]);
  return `# ${command}\n${output}`;
}

interface Captured {
  readonly network: Network;
  readonly netns: Namespace;
}

/** One line for each question to which the answers differ. */
async function disagreements(
  machine: Machine,
  { network, netns }: Captured,
  questions: readonly RouteQuestion[],
): Promise<readonly string[]> {
  const answers = await askKernel(machine, questions);
  return questions.flatMap((question, i) => {
    const ours = askTrace(network, netns, question);
    const kernels = answers[i] ?? 'nothing';
    if (ours.has(kernels)) return [];
    return [`${commandOf(question)}: ${kernels}, not ${[...ours].join(' or ')}`];
  });
}

function ownAddresses({ facts }: Namespace): ReadonlySet<string> {
  const addresses = facts.links.flatMap((link) => link.addresses);
  return new Set(addresses.map(({ prefix }) => prefixAddress(prefix)));
}

async function build(machine: Machine, world: RoutingWorld): Promise<void> {
  // No address waits for somebody to object to it.
  await sysctl(machine, {
    'net/ipv6/conf/all/accept_dad': 0,
    'net/ipv6/conf/default/accept_dad': 0,
  });
  await ip(machine, world.links);
  await sysctl(machine, world.settings);
  for (const [option, commands] of [
    ['-4', world.routes4],
    ['-6', world.routes6],
  ] as const) {
    const input = commands.map((command) => `${command}\n`).join('');
    // Some are refused: a gateway whose device has no address, the same route twice.
    await run(machine, ['sh', '-c', `ip ${option} -force -batch - 2> /dev/null || :`], { input });
  }
  const tentative = ['ip', '-6', 'address', 'show', 'tentative'];
  await vi.waitFor(async () => expect(await run(machine, tentative)).toBe(''), { timeout: 60_000 });
}

async function captured(machine: Machine): Promise<Captured> {
  const unpacked = await unpackCapture('router.tar.gz', await captureNode(machine));
  if (!unpacked.ok) throw new Error(unpacked.reason);
  return read(unpacked.capture);
}

function read(capture: CaptureFiles): Captured {
  const snapshot = readSnapshot([capture]);
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  const netns = network.namespaces.get(netnsId('router', HOST_NETNS));
  if (!netns) throw new Error('the capture has no host namespace');
  return { network, netns };
}

function seedsOf(range: string): readonly number[] {
  const [first = 1, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
