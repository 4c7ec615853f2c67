import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureNode } from './captureNode.ts';
import { writeClusterPrograms } from './clusterPrograms.ts';
import type { Cluster } from './startCluster.ts';

/** Bundles of all nodes by their names, with what Kubernetes and the runtime say of pods and services. */
export async function captureCluster({
  nodes,
  plan,
}: Cluster): Promise<ReadonlyMap<string, Uint8Array>> {
  const captured = nodes.map(async ({ machine, plan: node }) => {
    const programs = await mkdtemp(join(tmpdir(), 'vethscope-lab-programs-'));
    await writeClusterPrograms(programs, plan, node);
    const bytes = await captureNode(machine, { programs, cluster: 'asked' });
    await rm(programs, { recursive: true });
    return [machine.name, bytes] as const;
  });
  return new Map(await Promise.all(captured));
}
