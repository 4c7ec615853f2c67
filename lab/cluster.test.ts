import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PodPlan } from './cluster.ts';
import { POD_PORT } from './cluster.ts';
import { describeInLab } from './describeInLab.ts';
import type { Machine } from './machine.ts';
import { STACKS } from './rules/restore.ts';
import type { Program } from './run.ts';
import { run } from './run.ts';
import type { Cluster, ClusterNode } from './startCluster.ts';
import { startCluster } from './startCluster.ts';
import { answer, ask } from './traffic/traffic.ts';

/** Calico's policy lets only clients to the web pods, and what reaches them as a VTEP or a node. */
const FORBIDDEN = [
  'dns-control → web-control',
  'shell-control → web-control',
  'web-worker → web-control',
  'dns-worker → web-worker',
  'shell-worker → web-worker',
  'web-control → web-worker',
];

describeInLab('the lab’s cluster', () => {
  let cluster: Cluster;
  const answering: Program[] = [];

  beforeAll(async () => {
    cluster = await startCluster();
    const started = allPods().map(([{ machine }, { netns }]) => answer(machine, netns, POD_PORT));
    answering.push(...(await Promise.all(started)));
  });
  afterAll(async () => {
    await cluster.stop();
  });

  it.each(STACKS)('has each pod reach each other, unless policy forbids it: %s', async (stack) => {
    const pods = allPods().map(([, pod]) => pod);
    const targets = pods.map((to) => [to.addresses[stack], POD_PORT] as const);
    const silent = await Promise.all(
      allPods().map(async ([{ machine }, from]) => {
        const answers = await ask(machine, from.netns, targets);
        return pods
          .filter((_, i) => answers[i]?.kind !== 'answered')
          .map((to) => `${from.name} → ${to.name}`);
      }),
    );
    expect(silent.flat().toSorted()).toEqual(FORBIDDEN.toSorted());
  });

  it.each(STACKS)(
    'masquerades what leaves Calico’s pool, not what stays in it: %s',
    async (stack) => {
      const [control, worker] = cluster.nodes;
      const answers = await askFrom('client-control', [
        [pod('web-worker').addresses[stack], POD_PORT],
        [pod('dns-worker').addresses[stack], POD_PORT],
      ]);
      expect(worker?.plan.name).toBe('worker');
      expect(answers).toEqual([
        { kind: 'answered', source: pod('client-control').addresses[stack] },
        { kind: 'answered', source: control?.plan.underlay.addresses[stack].split('/')[0] },
      ]);
    },
  );

  it.each(STACKS)('has services lead to their endpoints: %s', async (stack) => {
    const [web, dns, nobody] = cluster.plan.services.map(
      ({ clusterIp, number }) => [clusterIp[stack], number] as const,
    );
    if (!web || !dns || !nobody) throw new Error('the plan has three services');
    const kinds = async (
      from: string,
      targets: Parameters<typeof ask>[2],
    ): Promise<readonly string[]> => (await askFrom(from, targets)).map(({ kind }) => kind);
    expect(await kinds('client-control', [web, dns, nobody])).toEqual([
      'answered',
      'answered',
      'refused',
    ]);
    expect(await kinds('shell-worker', [dns, nobody])).toEqual(['answered', 'refused']);
  });

  it.each(STACKS)('has a NodePort answer outside of the cluster: %s', async (stack) => {
    const nodePort = cluster.plan.services[0]?.nodePort ?? 0;
    const targets = cluster.nodes.map(({ plan }) => {
      return [plan.management.addresses[stack].split('/')[0] ?? '', nodePort] as const;
    });
    const answers = await ask(cluster.underlay, undefined, targets);
    expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
  });

  it('has no interface that leads out: what is plugged into the switch are the nodes', async () => {
    const ports = await linksOf(cluster.underlay);
    const nics = await Promise.all(
      cluster.nodes.map(async ({ plan, machine }) =>
        (await linksOf(machine))
          .filter(({ ifname }) => /^eth\d$/.test(ifname))
          .map((nic) => ({
            ifname: `${plan.name}-${nic.ifname}`,
            ifindex: nic.link_index,
            link_index: nic.ifindex,
          })),
      ),
    );
    const isCable = ({ link_index }: IpLink): boolean => link_index !== undefined;
    expect(ports.filter(isCable)).toEqual(expect.arrayContaining(nics.flat()));
    expect(ports.map(({ ifname }) => ifname).toSorted()).toEqual(
      ['lo', 'fabric', 'management', ...nics.flat().map(({ ifname }) => ifname)].toSorted(),
    );
  });

  function allPods(): readonly (readonly [ClusterNode, PodPlan])[] {
    return cluster.nodes.flatMap((node) =>
      [...node.plan.bridgePods, ...node.plan.calicoPods].map((pod) => [node, pod] as const),
    );
  }

  function pod(name: string): PodPlan {
    const found = allPods().find(([, pod]) => pod.name === name)?.[1];
    if (!found) throw new Error(`no pod is called ${name}`);
    return found;
  }

  async function askFrom(name: string, targets: Parameters<typeof ask>[2]): ReturnType<typeof ask> {
    const node = allPods().find(([, pod]) => pod.name === name)?.[0];
    if (!node) throw new Error(`no pod is called ${name}`);
    return ask(node.machine, pod(name).netns, targets);
  }
});

/** Of `ip -j link`; a veth's two numbers, swapped, are those of its other end. */
interface IpLink {
  readonly ifname: string;
  readonly ifindex: number;
  readonly link_index?: number;
}

async function linksOf(machine: Machine): Promise<readonly IpLink[]> {
  const links: readonly IpLink[] = JSON.parse(await run(machine, ['ip', '-j', 'link']));
  return links.map(({ ifname, ifindex, link_index }) => ({
    ifname,
    ifindex,
    ...(link_index !== undefined && { link_index }),
  }));
}
