import type { Machine } from '../machine.ts';
import { startMachine } from '../machine.ts';
import { bridge, ip, run, sysctl } from '../run.ts';
import { connect } from '../underlay.ts';
import type { CasePlan, NodePlan, PodPlan, Setup, Stack } from './generate/plan.ts';
import { STACKS } from './generate/plan.ts';
import { loadRuleset } from './loadRuleset.ts';
import type { Place } from './probe.ts';

/** A case that stands: its machines, and what of its plan the kernel has refused. */
export interface BuiltCase {
  readonly nodes: readonly Machine[];
  readonly outside: Machine;
  readonly places: readonly ServedPlace[];
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

interface ServedPlace extends Place {
  readonly served: readonly string[];
}

export async function buildCase(plan: CasePlan): Promise<BuiltCase> {
  const machines: Machine[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(machines.map((machine) => machine.stop()));
  };
  try {
    const outside = await startMachine(plan.outside.name);
    machines.push(outside);
    const refused: string[] = [];
    await prepare(outside, plan.outside.setup);
    refused.push(...(await apply(outside, plan.outside.setup)));
    const places: ServedPlace[] = [{ machine: outside, served: plan.outside.setup.served }];
    for (const node of plan.nodes) {
      const machine = await startMachine(node.name);
      machines.push(machine);
      await prepare(machine, node.setup);
      for (const { bridge: to, ...nic } of plan.cables.filter(
        (cable) => cable.node === node.name,
      )) {
        await connect(outside, to, machine, { ...nic, mtu: 1500 });
      }
      refused.push(...(await buildNode(machine, node)));
      places.push(
        { machine, served: node.setup.served },
        ...node.pods.map(({ netns, setup }) => ({ machine, netns, served: setup.served })),
      );
    }
    return { nodes: machines.slice(1), outside, places, refused, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function buildNode(machine: Machine, { pods, setup }: NodePlan): Promise<readonly string[]> {
  for (const pod of pods) await makePod(machine, pod);
  const refused = [...(await apply(machine, setup))];
  for (const pod of pods) refused.push(...(await apply(machine, pod.setup, pod.netns)));
  return refused;
}

async function makePod(
  machine: Machine,
  { netns, hostInterface, hostMac, mac, setup }: PodPlan,
): Promise<void> {
  await ip(machine, [`netns add ${netns}`]);
  await prepare(machine, setup, netns);
  const peer = `peer name eth0 netns ${netns} address ${mac}`;
  await ip(machine, [`link add ${hostInterface} address ${hostMac} type veth ${peer}`]);
}

/** What has to be so before the first interface is there. */
async function prepare(machine: Machine, { before }: Setup, netns?: string): Promise<void> {
  await sysctl(machine, before, netns);
}

async function apply(machine: Machine, setup: Setup, netns?: string): Promise<readonly string[]> {
  await ip(machine, setup.ip, netns);
  for (const stack of STACKS) await tryRoutes(machine, stack, setup.routes[stack], netns);
  if (setup.bridge.length > 0) await bridge(machine, setup.bridge);
  await sysctl(machine, setup.sysctls, netns);
  if (setup.ipsets.length > 0) {
    await run(machine, ['ipset', 'restore'], {
      input: `${setup.ipsets.join('\n')}\n`,
      ...(netns !== undefined && { netns }),
    });
  }
  const refused: string[] = [];
  for (const stack of STACKS) {
    refused.push(...(await loadRuleset(machine, stack, setup.rules[stack], netns)));
  }
  return refused;
}

/** Those that the kernel refuses are not there: two were for the same, or what they need is not. */
async function tryRoutes(
  machine: Machine,
  stack: Stack,
  commands: readonly string[],
  netns: string | undefined,
): Promise<void> {
  const family = stack === 'v4' ? '-4' : '-6';
  const script = `ip ${family} -force -batch - > /dev/null 2>&1 || :`;
  await run(machine, ['sh', '-c', script], {
    input: commands.map((command) => `${command}\n`).join(''),
    ...(netns !== undefined && { netns }),
  });
}
