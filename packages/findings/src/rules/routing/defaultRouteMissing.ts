import type { Evidence, Family } from '@vethscope/model';
import { isLinkLocal, prefixAddress, prefixLength } from '@vethscope/model';
import type { Interface, Namespace } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { missingRoute } from './tables.ts';
import { calicoWorkloads, podIn, vethPeer } from './workloads.ts';

export const defaultRouteMissing: NodeRule = {
  id: 'default-route-missing',
  name: 'No default route',
  scope: 'node',
  severity: 'warning',
  explanation:
    'Without a default route whatever has no route of its own is unreachable. On a node that also goes for Services: the kernel asks for a route to the cluster address before kube-proxy’s rules translate it. And with Calico for pods: proxy ARP answers for 169.254.1.1 only where the node has a route to it. In a pod it means that it reaches its own network alone. Only namespaces of pods are looked at, and only where all tables that `ip rule` asks were captured.',
  needs: ['links', 'addresses', 'routes4'],
  check: (node, context) => [
    ...hostWithout(node, context),
    ...node.namespaces.flatMap((netns) => podWithout(netns, node, context)),
  ],
};

function hostWithout(node: NodeContext, context: FindingContext): readonly Found[] {
  const { host } = node;
  const carriers = carriersOf(host, 4);
  if (carriers.length === 0 || !lacksDefault(host, 4)) return [];
  const mute = calicoWorkloads(node, context).length > 0;
  return [
    {
      ...(mute && { severity: 'error' }),
      title: `${node.name} has no IPv4 default route`,
      subjects: [host.id],
      evidence: listingsOf(host, context),
      why: mute
        ? 'Calico pods get no answer for their gateway 169.254.1.1 (proxy ARP needs a route to it), and Services cannot be reached from the node itself.'
        : 'Whatever is not on a network of the node is unreachable from here; Services are too, since their addresses need a route before they are translated.',
      remedy:
        '`ip route add default via GATEWAY dev IFACE`, and in the configuration of the network (`nmcli connection modify NAME ipv4.gateway GATEWAY`). On a network without a gateway a default route to a dummy interface is enough for Services and Calico.',
    },
  ];
}

function podWithout(
  netns: Namespace,
  node: NodeContext,
  context: FindingContext,
): readonly Found[] {
  const pod = netns.isHost ? undefined : podIn(netns.id, context);
  if (!pod) return [];
  const families = FAMILIES.filter((family) => isWithout(netns, family, context));
  if (families.length === 0) return [];
  return [
    {
      severity: 'error',
      title: `${pod.namespace}/${pod.name}: no ${words(families)} default route in its namespace${node.onNode}`,
      subjects: [pod.id, netns.id],
      evidence: [
        ...families.flatMap((family) => carriersOf(netns, family).map(({ link }) => link.evidence)),
        ...listingsOf(netns, context),
      ],
      why: 'The pod reaches nothing but its own network: no Service, no pod of another node, no DNS.',
      remedy:
        'The CNI plugin makes it when the pod starts: delete the pod, so that it is made anew. If it is gone again, look for what removes it in there, and at the plugin’s `routes` in `/etc/cni/net.d`.',
    },
  ];
}

const FAMILIES: readonly Family[] = [4, 6];

function words(families: readonly Family[]): string {
  return families.map((family) => `IPv${family}`).join(' and no ');
}

/** With an address of the family on a veth: a dummy's, as of a virtual machine's pod, needs no route. */
function isWithout(netns: Namespace, family: Family, context: FindingContext): boolean {
  const isWired = carriersOf(netns, family).some((device) => vethPeer(device, context));
  return isWired && lacksDefault(netns, family);
}

/** A VPN writes it as two halves; any route that covers half of all addresses counts. */
function lacksDefault(netns: Namespace, family: Family): boolean {
  const has = netns.facts.routes.some(
    (route) => route.family === family && prefixLength(route.destination) <= 1,
  );
  return !has && missingRoute(netns, family) === 'proven';
}

function carriersOf({ interfaces }: Namespace, family: Family): readonly Interface[] {
  return [...interfaces.values()].filter(
    ({ type, link }) =>
      type !== 'loopback' &&
      link.addresses.some(
        (own) => own.family === family && !isLinkLocal(prefixAddress(own.prefix)),
      ),
  );
}

function listingsOf(netns: Namespace, context: FindingContext): readonly Evidence[] {
  return [...context.listings(netns, 'ip route'), ...context.listings(netns, 'ip rule')];
}
