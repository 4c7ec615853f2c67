import type { Evidence, Id, Ip, PodElement, Prefix, Rule } from '@vethscope/model';
import { ipFamily, networkOf, nodeId, prefixContains } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';

export const masqueradeOutsideClusterCidr: NodeRule = {
  id: 'masquerade-outside-cluster-cidr',
  name: 'Pods outside of the cluster CIDR of kube-proxy',
  scope: 'node',
  severity: 'warning',
  explanation:
    "kube-proxy takes everything that comes from outside of its cluster CIDR for traffic from outside of the cluster, and masquerades it on its way to a service: `! -s 192.168.0.0/16 … -j KUBE-MARK-MASQ`. Pods whose own addresses are outside, often those that another CNI plugin has wired, lose their source address: who they talk to sees the node's, in network policies and in logs alike.",
  needs: ['iptables4', 'links'],
  check(node, context) {
    const cidrs = clusterCidrs(node);
    if (cidrs.size === 0) return [];
    if (!node.knows('pods') && !node.knows('sandboxes')) return { missing: ['pods'] };
    const pods = podsOn(node, context);
    return ([4, 6] as const).flatMap((family) => {
      const rules = [...cidrs].filter(([cidr]) => ipFamily(cidr) === family);
      if (rules.length === 0) return [];
      const outside = pods.flatMap((pod) =>
        pod.addresses
          .filter((address) => ipFamily(address) === family)
          .filter((address) => !rules.some(([cidr]) => prefixContains(cidr, address)))
          .map((address) => ({ pod, address })),
      );
      return byNetwork(node, alive(outside, context)).map((network) => found(node, network, rules));
    });
  },
};

interface Outsider {
  readonly pod: PodElement;
  readonly address: Ip;
}

/** Pods of one bridge, or those that no bridge of the node has a subnet for. */
interface PodNetwork {
  readonly bridge?: BridgeAddress;
  readonly pods: readonly Outsider[];
}

interface BridgeAddress {
  readonly id: Id;
  readonly name: string;
  readonly prefix: Prefix;
  readonly evidence: Evidence;
}

/** `-A KUBE-SVC-… ! -s 192.168.0.0/16 -d 10.96.0.10/32 … -j KUBE-MARK-MASQ`, in KUBE-SERVICES before 1.22. */
function clusterCidrs(node: NodeContext): ReadonlyMap<Prefix, readonly Rule[]> {
  const found = new Map<Prefix, Rule[]>();
  for (const { table, chains } of node.host.facts.iptables) {
    if (table !== 'nat') continue;
    for (const { name, rules } of chains) {
      if (!name.startsWith('KUBE-SVC-') && name !== 'KUBE-SERVICES') continue;
      for (const rule of rules) {
        const { source, target } = rule;
        if (target.kind !== 'jump' || target.chain !== 'KUBE-MARK-MASQ') continue;
        if (source.kind !== 'in' || !source.negated) continue;
        const known = found.get(source.prefix);
        if (known) known.push(rule);
        else found.set(source.prefix, [rule]);
      }
    }
  }
  return found;
}

/** Those with a network of their own: the others have the node's addresses. */
function podsOn(node: NodeContext, { topology }: FindingContext): readonly PodElement[] {
  return topology.nodes.flatMap((element) =>
    element.kind === 'pod' && element.node === nodeId(node.name) && element.hostNetwork !== true
      ? element
      : [],
  );
}

/** Without those that have ended: Kubernetes lists a finished Job's pod for days, with its address. */
function alive(outside: readonly Outsider[], { snapshot }: FindingContext): readonly Outsider[] {
  if (outside.every(({ pod }) => pod.netns !== undefined)) return outside;
  const ended = new Set(
    snapshot.nodes
      .flatMap(({ kubernetes }) => kubernetes.pods)
      .filter(({ status }) => status !== undefined && ENDED.has(status))
      .map(({ namespace, name }) => `${namespace}/${name}`),
  );
  return outside.filter(
    ({ pod }) => pod.netns !== undefined || !ended.has(`${pod.namespace}/${pod.name}`),
  );
}

const ENDED: ReadonlySet<string> = new Set([
  ...['Completed', 'ContainerStatusUnknown', 'DeadlineExceeded', 'Error', 'Evicted', 'Failed'],
  ...['NodeShutdown', 'OOMKilled', 'Succeeded', 'Terminated'],
]);

function byNetwork(node: NodeContext, outside: readonly Outsider[]): readonly PodNetwork[] {
  const bridges = [...node.host.interfaces.values()]
    .filter(({ type }) => type === 'bridge')
    .flatMap(({ id, name, link: { addresses } }) =>
      addresses.map(({ prefix, evidence }) => ({ id, name, prefix, evidence })),
    );
  const found = new Map<Id | undefined, { bridge?: BridgeAddress; pods: Outsider[] }>();
  for (const outsider of outside) {
    const bridge = bridges.find(({ prefix }) => prefixContains(prefix, outsider.address));
    const known = found.get(bridge?.id);
    if (known) known.pods.push(outsider);
    else found.set(bridge?.id, { ...(bridge && { bridge }), pods: [outsider] });
  }
  return [...found.values()];
}

function found(
  node: NodeContext,
  { bridge, pods }: PodNetwork,
  rules: readonly (readonly [Prefix, readonly Rule[]])[],
): Found {
  const cidrs = rules.map(([cidr]) => cidr).join(', ');
  const which = bridge
    ? `${bridge.name}'s pods (${networkOf(bridge.prefix)}) are`
    : podsInWords(pods);
  return {
    title: `${which} outside of kube-proxy's cluster CIDR ${cidrs}${node.onNode}`,
    subjects: [...(bridge ? [bridge.id] : []), ...pods.map(({ pod }) => pod.id)],
    evidence: [
      ...rules.flatMap(([, masquerading]) =>
        masquerading.slice(0, MOST_RULES).map(({ evidence }) => evidence),
      ),
      ...(bridge ? [bridge.evidence] : []),
      ...pods.flatMap(({ pod }) => pod.evidence),
    ],
    why: `What ${pods.length === 1 ? 'this pod sends' : 'these pods send'} to a service is masqueraded: the other side sees an address of the node, in its logs and in network policies.`,
    remedy: bridge
      ? `Recreate the pods if they should be on the network of the CIDR: \`kubectl delete pod\`. If they are meant to be on ${bridge.name}, widen the CIDR: \`clusterCIDR\` of \`kubectl -n kube-system edit configmap kube-proxy\`, then restart kube-proxy.`
      : "Make `clusterCIDR` of `kubectl -n kube-system edit configmap kube-proxy` hold the pods' addresses, then restart kube-proxy; or give pods addresses from that range (Calico: `kubectl get ippools`).",
  };
}

/** `default/web (172.20.0.4) and 2 more pods are`. */
function podsInWords([first, ...others]: readonly Outsider[]): string {
  const name = first && `${first.pod.namespace}/${first.pod.name} (${first.address})`;
  if (others.length === 0) return `${name} is`;
  return `${name} and ${others.length} more ${others.length === 1 ? 'pod' : 'pods'} are`;
}

/** One for each service port: a few show what all of them say. */
const MOST_RULES = 3;
