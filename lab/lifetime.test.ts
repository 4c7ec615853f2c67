import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it, vi } from 'vitest';
import { POD_PORT } from './cluster.ts';
import { describeInLab } from './describeInLab.ts';
import type { Cluster } from './startCluster.ts';
import { startCluster } from './startCluster.ts';
import { answer, ask } from './traffic/traffic.ts';

const LAB_UP = join(import.meta.dirname, '../scripts/labUp.mjs');

describeInLab('a lab', () => {
  const clusters: Cluster[] = [];

  afterEach(async () => {
    await Promise.all(clusters.splice(0).map((cluster) => cluster.stop()));
  });

  it('stands beside another one that is just the same, and outlives it', async () => {
    clusters.push(...(await Promise.all([startCluster(), startCluster()])));
    const [first, second] = clusters;
    if (!first || !second) throw new Error('two labs were started');
    const source = first.plan.nodes[0]?.underlay.addresses.v4.split('/')[0];
    for (const cluster of [first, second]) {
      expect(await fromClientToDns(cluster)).toEqual([{ kind: 'answered', source }]);
    }
    await first.stop();
    expect(await fromClientToDns(second)).toEqual([{ kind: 'answered', source }]);
  });

  it('leaves nothing when it is stopped', async () => {
    const cluster = await startCluster();
    const made = namespacesOf([cluster.underlay, ...cluster.nodes.map(({ machine }) => machine)]);
    await cluster.stop();
    expect(inUse(made)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing when %s ends the process that built it',
    async (signal) => {
      const builder = spawn(process.execPath, [LAB_UP], { stdio: ['ignore', 'pipe', 'inherit'] });
      const made = namespacesOf(await machinesOf(builder));
      expect(inUse(made)).toEqual(made);
      builder.kill(signal);
      await once(builder, 'exit');
      await vi.waitFor(() => expect(inUse(made)).toEqual([]), { timeout: 60_000 });
    },
  );
});

async function fromClientToDns({ nodes }: Cluster): ReturnType<typeof ask> {
  const [control, worker] = nodes;
  const [client, dns] = [control?.plan.calicoPods[1], worker?.plan.bridgePods[0]];
  if (!control || !worker || !client || !dns) throw new Error('the plan has two nodes with pods');
  const program = await answer(worker.machine, dns.netns, POD_PORT);
  const answers = await ask(control.machine, client.netns, [[dns.addresses.v4, POD_PORT]]);
  await program.stop();
  return answers;
}

/** What `labUp.mjs` prints: `worker: nsenter --net=/proc/27076/ns/net …`. */
async function machinesOf(builder: ChildProcess): Promise<readonly { readonly pid: number }[]> {
  const machines: { pid: number }[] = [];
  if (!builder.stdout) throw new Error('its standard output is a pipe');
  for await (const line of createInterface({ input: builder.stdout })) {
    const pid = /--net=\/proc\/(\d+)\//.exec(line)?.[1];
    if (pid !== undefined) machines.push({ pid: Number(pid) });
    if (line.startsWith('underlay:')) break;
  }
  return machines;
}

/** Every namespace that a process of the machines is in: `net:[4026532265]`. Sorted. */
function namespacesOf(machines: readonly { readonly pid: number }[]): readonly string[] {
  const processes = allNamespaces();
  const own = machines.map(({ pid }) => readlinkSync(`/proc/${pid}/ns/mnt`));
  const inside = processes.filter((namespaces) => own.some((mnt) => namespaces.includes(mnt)));
  const outside = namespacesOfProcess('self');
  const made = new Set(inside.flat());
  return [...made].filter((namespace) => !outside.includes(namespace)).toSorted();
}

/** Those that a process is in, or a name leads to. */
function inUse(namespaces: readonly string[]): readonly string[] {
  const entered = new Set(allNamespaces().flat());
  const mounted = readFileSync('/proc/self/mountinfo', 'utf8');
  return namespaces.filter((one) => entered.has(one) || mounted.includes(one));
}

function allNamespaces(): readonly (readonly string[])[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(namespacesOfProcess);
}

/** Empty when it has ended meanwhile. */
function namespacesOfProcess(pid: string): readonly string[] {
  try {
    return ['net', 'mnt', 'pid', 'uts', 'ipc'].map((kind) =>
      readlinkSync(`/proc/${pid}/ns/${kind}`),
    );
  } catch {
    return [];
  }
}
