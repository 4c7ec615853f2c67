import type { ClusterPlan } from '../cluster.ts';
import type { Stack } from '../rules/restore.ts';
import type { Probe } from './probe.ts';

/** What people ask `vethscope trace`: the ends by name or address. */
export interface Question {
  readonly proto: 'tcp' | 'udp' | 'icmp';
  /** A pod, a node, or the address of the gateway, which is not captured. */
  readonly from: string;
  /** A pod, a service or an address. */
  readonly to: string;
  /** Nothing to ICMP. */
  readonly dport: number;
  /** Absent: as Linux sends it. The sender has to be set up so that its kernel does the same. */
  readonly ttl?: number;
  /** The lines of a comparison that are right: of what no capture can tell, of errors that come back. */
  readonly mayDiffer?: RegExp;
}

/** The probe that asks the kernel of the cluster the same. */
export function probeOf(plan: ClusterPlan, { proto, from, to, dport }: Question): Probe {
  const address = addressOf(plan, to, 'v4') ?? to;
  const packet = { proto, address, dport };
  const { name, gateway } = plan.underlay;
  if (from === gateway.v4 || from === gateway.v6) {
    return { from: `${name}/host`, source: from, ...packet };
  }
  return { from: placeOf(plan, from), ...packet };
}

/** Of a pod or a service; a name means its IPv4 address to `vethscope trace`. */
export function addressOf(plan: ClusterPlan, name: string, stack: Stack): string | undefined {
  const isNamed = (one: { readonly namespace: string; readonly name: string }): boolean =>
    `${one.namespace}/${one.name}` === name;
  const pods = plan.nodes.flatMap(({ bridgePods, calicoPods }) => [...bridgePods, ...calicoPods]);
  return pods.find(isNamed)?.addresses[stack] ?? plan.services.find(isNamed)?.clusterIp[stack];
}

function placeOf({ nodes }: ClusterPlan, name: string): string {
  for (const node of nodes) {
    if (node.name === name) return `${node.name}/host`;
    const pod = [...node.bridgePods, ...node.calicoPods].find(
      (one) => `${one.namespace}/${one.name}` === name,
    );
    if (pod) return `${node.name}/${pod.netns}`;
  }
  throw new Error(`nobody is called ${name}`);
}
