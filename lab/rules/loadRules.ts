import type { ClusterPlan, NodePlan } from '../cluster.ts';
import type { Machine } from '../machine.ts';
import { calicoRules } from './calicoPolicy.ts';
import { cniMasquerade } from './cniMasquerade.ts';
import { createIpsets, ipsetPlans } from './ipsets.ts';
import { kubeProxyRules } from './kubeProxy.ts';
import type { Stack, TablePart } from './restore.ts';
import { restore, STACKS } from './restore.ts';

export async function loadRules(
  machine: Machine,
  plan: ClusterPlan,
  node: NodePlan,
): Promise<void> {
  await createIpsets(machine, ipsetPlans(plan, node));
  for (const stack of STACKS) await restore(machine, stack, nodeRules(plan, node, stack));
}

/** In the order of a node that starts: pods on the bridge, kube-proxy, Calico. */
export function nodeRules(plan: ClusterPlan, node: NodePlan, stack: Stack): readonly TablePart[] {
  return [cniMasquerade(node, stack), ...kubeProxyRules(plan, stack), ...calicoRules(node, stack)];
}
