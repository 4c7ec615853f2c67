import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';
import { type PodNamespaces, podNamespaces } from '../pods/podNamespaces.ts';
import { podName } from '../pods/workloadChains.ts';

/** Names for interfaces that several namespaces have alike: `eth0 of shop/web-0`, `eth0 of worker1`. */
export function deviceNames(context: FindingContext): (device: Interface) => string {
  const pods: PodNamespaces = podNamespaces(context);
  return ({ name, netns }) => {
    const [pod] = pods.get(netns.id) ?? [];
    if (pod) return `${name} of ${podName(pod)}`;
    if (!netns.isHost) return `${name} in ${netns.name}`;
    return context.nodes.length > 1 ? `${name} of ${netns.node}` : name;
  };
}
