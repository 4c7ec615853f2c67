import type { Evidence, FactKind, Family, PodElement, Severity } from '@vethscope/model';
import {
  ipFamily,
  isLinkLocal,
  parseIp,
  prefixAddress,
  prefixContains,
  prefixLength,
} from '@vethscope/model';
import type { Interface, Namespace } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { calicoWorkloads, podIn, vethPeer } from './calico/workloads.ts';
import { missingRoute, proofOfMissing } from './tables/tables.ts';

export const defaultRouteMissing: NodeRule = {
  id: 'default-route-missing',
  name: 'No default route',
  scope: 'node',
  severity: 'warning',
  explanation:
    "Without a default route whatever has no route of its own is unreachable. On a node that also goes for Services: the kernel asks for a route to the cluster address before kube-proxy's rules translate it. And with Calico for pods: proxy ARP answers for 169.254.1.1 only where the node has a route to it. In a pod it means that it reaches its own network alone. Only namespaces of pods are looked at, and only where all tables that `ip rule` asks were captured. A node with IPv4 addresses on bridges, tunnels and dummies alone has no use for one; where gateways lead to some networks, it is worth knowing and no more.",
  needs: ['links', 'addresses', 'routes4'],
  check(node, context) {
    const found = [
      ...hostWithout(node, context),
      ...node.namespaces.flatMap((netns) => podWithout(netns, node, context)),
    ];
    const missing = undecided(node, context);
    return found.length === 0 && missing.length > 0 ? { missing } : found;
  },
};

/** What would tell of those in which no default route was seen. */
function undecided(node: NodeContext, context: FindingContext): readonly FactKind[] {
  const unproven = node.namespaces.flatMap((netns) =>
    familiesAsked(netns, context)
      .filter((family) => !hasDefault(netns, family))
      .flatMap((family) => proofOfMissing(netns, family) ?? []),
  );
  return [...new Set(unproven)];
}

function familiesAsked(netns: Namespace, context: FindingContext): readonly Family[] {
  if (netns.isHost) return uplinks(netns).length > 0 ? [4] : [];
  const pod = podIn(netns.id, context);
  return pod ? FAMILIES.filter((family) => isWired(netns, pod, family, context)) : [];
}

function hostWithout(node: NodeContext, context: FindingContext): readonly Found[] {
  const { host } = node;
  if (uplinks(host).length === 0 || !lacksDefault(host, 4)) return [];
  const isMute = calicoWorkloads(node, context).length > 0 && !hasRouteTo(host, GATEWAY);
  return [
    {
      severity: severityOf(host, isMute),
      title: `${node.name} has no IPv4 default route`,
      subjects: [host.id],
      evidence: listingsOf(host, context),
      why: isMute
        ? `Calico pods get no answer for their gateway ${GATEWAY} (proxy ARP needs a route to it), and the node itself does not reach Services that no other route covers.`
        : 'What no other route leads to is unreachable from here; so are Services, since their addresses need a route before they are translated.',
      remedy:
        '`ip route add default via GATEWAY dev IFACE`, and in the configuration of the network (`nmcli connection modify NAME ipv4.gateway GATEWAY`). On a network without a gateway a default route to a dummy interface is enough for Services and Calico.',
    },
  ];
}

const GATEWAY = '169.254.1.1';

/** `169.254.0.0/16 dev eth0 scope link metric 1002`: zeroconf's is enough for proxy ARP. */
function hasRouteTo({ facts }: Namespace, address: string): boolean {
  const ip = parseIp(address);
  return (
    ip !== undefined &&
    facts.routes.some(
      ({ type, table, destination }) =>
        type === 'unicast' && table !== 'local' && prefixContains(destination, ip),
    )
  );
}

/** A router that gateways lead on from is meant to know its networks. */
function severityOf(host: Namespace, isMute: boolean): Severity {
  if (isMute) return 'error';
  const names = new Set(uplinks(host).map(({ name }) => name));
  const leadsOn = host.facts.routes.some(
    ({ family, type, nexthops }) =>
      family === 4 &&
      type === 'unicast' &&
      nexthops.some(
        ({ via, device }) => via !== undefined && device !== undefined && names.has(device),
      ),
  );
  return leadsOn ? 'info' : 'warning';
}

/** Interfaces with an IPv4 address that may lead to a gateway: not docker0, kube-ipvs0 and tunnels. */
function uplinks(host: Namespace): readonly Interface[] {
  return carriersOf(host, 4).filter(
    ({ type, ports }) =>
      !INNER.has(type) && (type !== 'bridge' || ports.some((port) => !STATIONS.has(port.type))),
  );
}

const INNER: ReadonlySet<Interface['type']> = new Set([
  ...(['dummy', 'ifb', 'tun', 'wireguard', 'vxlan', 'geneve', 'gre', 'ipip', 'sit'] as const),
]);

/** What hangs on a bridge for pods, containers and virtual machines. */
const STATIONS: ReadonlySet<Interface['type']> = new Set(['veth', 'tun', 'dummy', 'vxlan']);

function podWithout(
  netns: Namespace,
  node: NodeContext,
  context: FindingContext,
): readonly Found[] {
  const pod = netns.isHost ? undefined : podIn(netns.id, context);
  if (!pod) return [];
  const families = FAMILIES.filter(
    (family) => isWired(netns, pod, family, context) && lacksDefault(netns, family),
  );
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
      why: `Over ${families.map((family) => `IPv${family}`).join(' and ')} the pod reaches nothing but its own network: no Service, no pod of another node, no DNS.`,
      remedy:
        "The CNI plugin makes it when the pod starts: delete the pod, so that it is made anew. If it is gone again, look for what removes it in there, and at the plugin's `routes` in `/etc/cni/net.d`.",
    },
  ];
}

const FAMILIES: readonly Family[] = [4, 6];

function words(families: readonly Family[]): string {
  return families.map((family) => `IPv${family}`).join(' and no ');
}

/**
 * With an address of the family on a veth, and known to Kubernetes by one where it names any: a second
 * network's, or a dummy's as of a virtual machine's pod, needs no default route.
 */
function isWired(
  netns: Namespace,
  { addresses }: PodElement,
  family: Family,
  context: FindingContext,
): boolean {
  const isKnown = addresses.length === 0 || addresses.some((ip) => ipFamily(ip) === family);
  return isKnown && carriersOf(netns, family).some((device) => vethPeer(device, context));
}

function lacksDefault(netns: Namespace, family: Family): boolean {
  return !hasDefault(netns, family) && missingRoute(netns, family) === 'proven';
}

/** A VPN writes it as two halves; any route that covers half of all addresses counts. */
function hasDefault({ facts }: Namespace, family: Family): boolean {
  return facts.routes.some(
    (route) => route.family === family && prefixLength(route.destination) <= 1,
  );
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
