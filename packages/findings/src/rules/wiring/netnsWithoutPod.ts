import type { Interface, Namespace } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { namespacesWithoutPod } from './pods/leftovers.ts';
import { sandboxListings } from './pods/podListings.ts';
import { podNamespaces } from './pods/podNamespaces.ts';

export const netnsWithoutPod: NodeRule = {
  id: 'netns-without-pod',
  name: 'Network namespace without a pod',
  scope: 'node',
  severity: 'warning',
  explanation:
    "A namespace that a container runtime made for a pod (`cni-…`, or a UUID with older CRI-O) is still there and wired, and the runtime has no pod in it: its network was not taken down, mostly because the CNI plugin failed when the pod ended. Its address stays taken in the CNI's address management, until there are none left for new pods. It is told of only where every pod that the runtime runs was found in another namespace. Namespaces with other names, as `ip netns add` makes them, are somebody's own.",
  needs: ['links', 'pods'],
  check(node, context) {
    const left = namespacesWithoutPod(node, context, podNamespaces(context));
    return node.namespaces.flatMap((netns) => {
      const wired = [...netns.interfaces.values()].filter(isWired);
      return left?.has(netns.id) && wired.length > 0 ? [found(node, context, netns, wired)] : [];
    });
  },
};

/** Not the loopback, and not the tunl0 or sit0 that each namespace gets with their modules. */
function isWired({ type, edges, link }: Interface): boolean {
  return type !== 'loopback' && (edges.length > 0 || link.addresses.length > 0);
}

function found(
  node: NodeContext,
  context: FindingContext,
  netns: Namespace,
  wired: readonly Interface[],
): Found {
  const addresses = wired.flatMap(({ link }) =>
    link.addresses.flatMap(({ prefix, scope }) => (scope === 'link' ? [] : [prefix])),
  );
  const holds = addresses.length > 0 ? ` and holds ${addresses.join(', ')}` : '';
  return {
    title: `${netns.name} has no pod any more${holds}${node.onNode}`,
    subjects: [netns.id],
    evidence: [
      ...(context.element(netns.id)?.evidence ?? []),
      ...wired.flatMap(({ link }) => [link.evidence, ...link.addresses.map((one) => one.evidence)]),
      ...sandboxListings(node, context),
    ],
    why: 'Its address stays taken, so that pods may find none left, and the other end of its veth stays on the node.',
    remedy: `Make sure that nothing runs in it, \`ip netns pids ${netns.name}\`, and remove it: \`ip netns delete ${netns.name}\`. Then give its address back: with Calico \`calicoctl ipam check\` and \`calicoctl ipam release\`, with host-local its file in \`/var/lib/cni/networks\`.`,
  };
}
