import { workloadHashOf } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { namespacesWithoutPod } from './pods/leftovers.ts';
import { podListings, sandboxListings } from './pods/podListings.ts';
import { podNamespaces } from './pods/podNamespaces.ts';
import { podOfHash } from './pods/workloadChains.ts';

export const orphanVeth: NodeRule = {
  id: 'orphan-veth',
  name: 'Veth without a pod',
  scope: 'node',
  severity: 'warning',
  explanation:
    "The node's end of a pod's veth is there, and its pod is not: a `cali…` interface whose hash no pod of the cluster has, or a veth into a CNI namespace that no pod of the node lives in. It is left over from a pod whose network was not taken down. Its address stays taken, and its route may still draw packets that are meant for the pod that has the address now. Veths of Docker, Podman and virtual machines are nobody's pods and are not told of.",
  needs: ['links', 'pods'],
  check(node, context) {
    const pods = podNamespaces(context);
    const left = namespacesWithoutPod(node, context, pods);
    return [...node.host.interfaces.values()].flatMap((near) => {
      if (near.type !== 'veth') return [];
      const far = near.edges.flatMap((edge) =>
        edge.kind === 'veth' ? [edge.source === near.id ? edge.target : edge.source] : [],
      )[0];
      const there = far && (context.network.interfaces.get(far)?.netns.id ?? far);
      if (there && pods.has(there)) return [];
      if (isOfUnknownWorkload(near, context)) {
        return [
          found(node, near, 'no pod of the cluster has the hash in its name', podListings(context)),
        ];
      }
      if (!there || !left?.has(there)) return [];
      const name = context.network.namespaces.get(there)?.name;
      return [found(node, near, `no pod lives in ${name}`, sandboxListings(node, context))];
    });
  },
};

/** Only Calico makes such names, and only for pods. */
function isOfUnknownWorkload({ name }: Interface, context: FindingContext): boolean {
  const hash = name.startsWith('cali') ? workloadHashOf(name) : undefined;
  return hash !== undefined && podOfHash(context, hash) === undefined;
}

function found(
  node: NodeContext,
  near: Interface,
  reason: string,
  listings: Found['evidence'],
): Found {
  const routes = node.host.facts.routes.filter(({ nexthops }) =>
    nexthops.some(({ device }) => device === near.name),
  );
  const edges = near.edges.filter(({ kind }) => kind === 'veth');
  return {
    title: `${near.name} belongs to no pod: ${reason}${node.onNode}`,
    subjects: [near.id],
    evidence: [
      ...[near.link.evidence, ...(near.link.moreEvidence ?? [])],
      ...edges.flatMap(({ evidence }) => evidence),
      ...routes.map(({ evidence }) => evidence),
      ...listings,
    ],
    why:
      routes.length > 0
        ? `Packets for ${routes[0]?.destination} still go there, also when another pod has the address by now.`
        : 'It takes part in its network as if somebody were behind it, and its address stays taken.',
    remedy: `Make sure that nothing runs behind it (\`crictl pods\`, \`kubectl get pods -A\`), and remove it: \`ip link delete ${near.name}\` takes both ends away. Where a pod started or ended just while this was captured, capture again.`,
  };
}
