import type { PodElement, Route } from '@vethscope/model';
import { familyWidth, prefixAddress, prefixLength } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { isWorkloadName, MANY } from './calico/workloads.ts';

export const workloadRouteWithoutInterface: NodeRule = {
  id: 'workload-route-without-interface',
  name: 'Route to a pod whose interface is gone',
  scope: 'node',
  severity: 'warning',
  explanation:
    "A route leads to a pod's interface (`cali…`) that the listing of links does not have. The kernel takes the routes of an interface away with it: so the pod was stopped or recreated between the two listings, or they are not of the same moment or machine.",
  needs: ['links', 'routes4'],
  check(node, context) {
    const lost = node.host.facts.routes.flatMap((route) => {
      const device = route.nexthops[0]?.device;
      const isLost =
        device !== undefined &&
        isWorkloadName(device) &&
        !node.host.interfaces.has(device) &&
        prefixLength(route.destination) === familyWidth(route.family);
      return isLost ? [{ route, device }] : [];
    });
    if (lost.length === 0) return [];
    const pods = podsByAddress(context);
    if (lost.length > MANY) return [foundMany(node, context, lost, pods)];
    return lost.map((one) => found(node, context, one, pods));
  },
};

interface LostRoute {
  readonly route: Route;
  readonly device: string;
}

type PodsByAddress = ReadonlyMap<string, PodElement>;

function found(
  node: NodeContext,
  context: FindingContext,
  { route, device }: LostRoute,
  pods: PodsByAddress,
): Found {
  const address = prefixAddress(route.destination);
  const pod = pods.get(address);
  const name = pod ? `${pod.namespace}/${pod.name}` : address;
  return {
    title: `${name}: its route leads to ${device}, which does not exist${node.onNode}`,
    subjects: [pod?.id ?? node.host.id],
    evidence: [route.evidence, ...context.listings(node.host, LINKS)],
    why: `Nothing can be sent to ${address} through an interface that is not there.`,
    remedy: `Take the capture again, the outputs one right after another. If \`ip link show ${device}\` then still finds nothing, recreate the pod.`,
  };
}

function foundMany(
  node: NodeContext,
  context: FindingContext,
  lost: readonly LostRoute[],
  pods: PodsByAddress,
): Found {
  const ids = lost.flatMap(({ route }) => pods.get(prefixAddress(route.destination))?.id ?? []);
  const [first] = lost;
  return {
    title: `Routes to ${lost.length} pods lead to interfaces that do not exist${node.onNode}`,
    subjects: [node.host.id, ...ids],
    evidence: [...lost.map(({ route }) => route.evidence), ...context.listings(node.host, LINKS)],
    why: `Routes and links are not of the same moment, or not of the same machine: ${first?.device} and ${lost.length - 1} others are missing among the links.`,
    remedy: 'Take the capture again: `ip -d link` and `ip route` right after one another.',
  };
}

const LINKS = 'ip link, ip addr';

function podsByAddress({ topology }: FindingContext): PodsByAddress {
  return new Map(
    topology.nodes.flatMap((element) =>
      element.kind === 'pod' && element.hostNetwork !== true
        ? element.addresses.map((address) => [address, element] as const)
        : [],
    ),
  );
}
