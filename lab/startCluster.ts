import { buildBridgeCni } from './bridgeCni.ts';
import { buildCalicoPods } from './calico.ts';
import type { ClusterPlan, ExtraLinkPlan, NodePlan } from './cluster.ts';
import { CLUSTER } from './cluster.ts';
import { buildExtraLinks } from './extraLinks.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './machine.ts';
import { nameNamespaces } from './namespaces.ts';
import { loadRules } from './rules/loadRules.ts';
import { ip, sysctl } from './run.ts';
import { connectNics, startUnderlay, withoutAddressDetection } from './underlay.ts';
import { buildTunnels } from './vxlan.ts';

export interface Cluster {
  readonly plan: ClusterPlan;
  readonly underlay: Machine;
  readonly nodes: readonly ClusterNode[];
  stop(): Promise<void>;
}

export interface ClusterNode {
  readonly plan: NodePlan;
  readonly machine: Machine;
  /** Those of the plan that this kernel has. */
  readonly extraLinks: readonly ExtraLinkPlan[];
}

/** Builds the cluster of `plan`, with its pods able to reach each other. */
export async function startCluster(plan: ClusterPlan = CLUSTER): Promise<Cluster> {
  const underlay = await startUnderlay(plan);
  const machines = [underlay];
  const stop = async (): Promise<void> => {
    await Promise.all(machines.map((machine) => machine.stop()));
  };
  try {
    const nodes: ClusterNode[] = [];
    for (const node of plan.nodes) {
      const machine = await startMachine(node.name);
      machines.push(machine);
      const extraLinks = await buildNode(plan, node, machine, underlay);
      nodes.push({ plan: node, machine, extraLinks });
    }
    return { plan, underlay, nodes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function buildNode(
  plan: ClusterPlan,
  node: NodePlan,
  machine: Machine,
  underlay: Machine,
): Promise<readonly ExtraLinkPlan[]> {
  const peers = plan.nodes.filter((other) => other !== node);
  await withoutAddressDetection(machine);
  await sysctl(machine, {
    'net/ipv4/ip_forward': 1,
    'net/ipv6/conf/all/forwarding': 1,
    'net/ipv4/conf/default/rp_filter': 1,
  });
  await connectNics(underlay, machine, node);
  await addRoutes(machine, plan, peers);
  await buildBridgeCni(machine, node);
  await buildCalicoPods(machine, node);
  await buildTunnels(machine, node, peers);
  await nameNamespaces(machine, node);
  await loadRules(machine, plan, node);
  return buildExtraLinks(underlay, machine, node.extraLinks);
}

/** Out of the cluster through the management network; to other nodes' cni0 over the underlay. */
async function addRoutes(
  machine: Machine,
  { underlay }: ClusterPlan,
  peers: readonly NodePlan[],
): Promise<void> {
  await ip(machine, [
    `route add default via ${underlay.gateway.v4} dev eth0`,
    `route add default via ${underlay.gateway.v6} dev eth0`,
    ...peers.flatMap(({ bridge, tunnels }) => [
      `route add ${bridge.subnet.v4} via ${tunnels.v4.local} dev eth1`,
      `route add ${bridge.subnet.v6} via ${tunnels.v6.local} dev eth1`,
    ]),
  ]);
}
