import type { Finding } from '@vethscope/findings';
import { findingContext, RULES, runRules } from '@vethscope/findings';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureCluster } from './captureCluster.ts';
import { describeInLab } from './describeInLab.ts';
import { BROKEN } from './findings/broken.ts';
import { readNetwork } from './judge/judgeCase.ts';
import { CommandFailed, run } from './run.ts';
import type { Cluster } from './startCluster.ts';
import { startCluster } from './startCluster.ts';

describeInLab('what is found in a cluster is what its kernels do', () => {
  let cluster: Cluster;
  let healthy: readonly Finding[];

  beforeAll(async () => {
    cluster = await startCluster();
    healthy = await findings();
  });
  afterAll(async () => {
    await cluster?.stop();
  });

  it('as it was built: what it shares with many a healthy cluster, on each node', () => {
    expect(counted(healthy)).toEqual({
      // Its service `nobody` has none, so that REJECT can be asked for.
      'warning service-without-endpoints': 1,
      // Pods of cni0, in IPv4 and IPv6.
      'warning masquerade-outside-cluster-cidr': 4,
      // Calico's pods have the MTU of the IPv4 tunnel, the IPv6 one takes 20 bytes less.
      'info mtu-mismatch': 2,
      // Both tunnels run over eth1.
      'info underlay-not-default': 4,
    });
  });

  it.each(BROKEN)('$what: the kernel, and $finding.ruleId', async (broken) => {
    const { on, spoil, mend, asks, finding } = broken;
    expect(await goesWell(asks)).toBe(true);
    await shell(on, spoil);
    try {
      expect(await goesWell(asks)).toBe(false);
      const found = await findings();
      const fresh = found.filter(({ title }) => !healthy.some((known) => known.title === title));
      const about = fresh.find(({ ruleId }) => ruleId === finding.ruleId);
      expect(about?.subjects, JSON.stringify(fresh, null, 2)).toContain(finding.subject);
    } finally {
      await shell(on, mend);
    }
    expect(await goesWell(asks)).toBe(true);
  });

  async function findings(): Promise<readonly Finding[]> {
    const { network } = await readNetwork(await captureCluster(cluster));
    return runRules(findingContext(network), RULES).findings;
  }

  async function goesWell(asks: (typeof BROKEN)[number]['asks']): Promise<boolean> {
    try {
      await shell(asks.on, asks.command);
      return true;
    } catch (error) {
      if (error instanceof CommandFailed) return false;
      throw error;
    }
  }

  async function shell(on: string, command: string): Promise<void> {
    const machine = cluster.nodes.find(({ plan }) => plan.name === on)?.machine;
    if (!machine) throw new Error(`no node is called ${on}`);
    await run(machine, ['sh', '-c', command]);
  }
});

function counted(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { severity, ruleId } of findings) {
    const key = `${severity} ${ruleId}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
