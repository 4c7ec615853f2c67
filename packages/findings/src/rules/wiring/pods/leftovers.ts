import type { Id } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../../context.ts';
import { hostEndsOf } from '../devices/hostEnds.ts';
import type { PodNamespaces } from './podNamespaces.ts';

/**
 * Captured namespaces that a CNI runtime made, and in which no pod lives. Absent: the capture cannot
 * tell, since a pod that runs on the node may be in any of them.
 */
export function namespacesWithoutPod(
  node: NodeContext,
  context: FindingContext,
  pods: PodNamespaces,
): ReadonlySet<Id> | undefined {
  if (!isEveryPodPlaced(node, context)) return undefined;
  return new Set(
    node.namespaces.flatMap((netns) =>
      isOfCni(netns, context) &&
      netns.knows('links') &&
      !pods.has(netns.id) &&
      !isOfContainerTool(node, context, netns.id)
        ? [netns.id]
        : [],
    ),
  );
}

/**
 * Names that runtimes give to pods' namespaces: `cni-` and a UUID (containerd, CRI-O), a bare UUID
 * (older CRI-O). Those of `ip netns add` are somebody's own, and Docker's have no name at all.
 */
function isOfCni({ id, name, isHost }: Namespace, context: FindingContext): boolean {
  if (isHost) return false;
  const element = context.element(id);
  const aliases = element?.kind === 'netns' ? element.aliases : [];
  return [name, ...aliases].some((one) => /^cni-/.test(one) || UUID.test(one));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Podman with CNI networks names its namespaces alike; its bridges are cni-podman0 and the like. */
function isOfContainerTool(node: NodeContext, context: FindingContext, netns: Id): boolean {
  return hostEndsOf(context, node.host, netns).some(({ near }) =>
    /podman|nerdctl/.test(near.link.master ?? ''),
  );
}

/** Whether the runtime of the node was asked what it runs, and each of its pods was found. */
function isEveryPodPlaced({ id, host, facts }: NodeContext, { topology }: FindingContext): boolean {
  const isListed = host.knows('sandboxes');
  if (!isListed && !host.knows('containers')) return false;
  const running = new Set(
    facts.runtime.sandboxes.flatMap(({ pod, state }) => (state === 'NotReady' ? [] : [pod])),
  );
  return topology.nodes.every((element) => {
    if (element.kind !== 'pod' || element.netns !== undefined) return true;
    if (element.hostNetwork === true || (element.node ?? id) !== id) return true;
    // A list of sandboxes is whole. One of containers lacks a pod that has none yet.
    return isListed && !running.has(element.name);
  });
}
