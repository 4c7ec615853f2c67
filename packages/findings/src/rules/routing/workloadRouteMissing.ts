import type { Ip } from '@vethscope/model';
import { ipFamily, lookupRoute, prefixContains } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { calicoWorkloads, MANY, type Workload, type WorkloadAddress } from './calico/workloads.ts';
import { destinationsByDevice, missingRoute } from './tables/tables.ts';

export const workloadRouteMissing: NodeRule = {
  id: 'workload-route-missing',
  name: 'No route to a pod',
  scope: 'node',
  severity: 'error',
  explanation:
    "A Calico pod has an interface on the node (`cali…`), but no route of the node leads to it. Calico's CNI plugin makes a route of its own for each pod (`192.168.2.1 dev cali9d04617f188 scope link`), and Felix makes it again where it is gone. Without it packets for the pod take the next best route: into the blackhole of the node's block, or out of the node.",
  needs: ['links', 'routes4'],
  check(node, context) {
    const lost = lostWorkloads(node, context);
    if (lost.length > MANY) return [foundMany(node, context, lost)];
    return lost.map((workload) => foundOne(node, context, workload));
  },
};

interface Lost extends Workload {
  readonly unrouted: readonly WorkloadAddress[];
}

function lostWorkloads(node: NodeContext, context: FindingContext): readonly Lost[] {
  const { host } = node;
  const byDevice = destinationsByDevice(host);
  const isRouted = (device: string, address: Ip): boolean =>
    byDevice.get(device)?.some((destination) => prefixContains(destination, address)) ?? false;
  return calicoWorkloads(node, context).flatMap((workload): readonly Lost[] => {
    // The kernel takes the routes away with the interface that is set down: another rule's.
    if (!workload.device.link.flags.includes('UP')) return [];
    const unrouted = workload.addresses.filter(
      ({ address }) =>
        missingRoute(host, ipFamily(address)) !== 'unknown' &&
        !isRouted(workload.device.name, address),
    );
    return unrouted.length > 0 ? [{ ...workload, unrouted }] : [];
  });
}

function foundOne(node: NodeContext, context: FindingContext, lost: Lost): Found {
  const { device, name, unrouted } = lost;
  const leads = `no route leads to its interface${name === device.name ? '' : ` ${device.name}`}`;
  return {
    title: `${name}: ${leads}${node.onNode}`,
    subjects: subjectsOf(lost),
    evidence: evidenceOf(node, context, [lost]),
    why: `${unrouted.map(({ address }) => instead(node, address)).join(' ')} Nobody reaches the pod.`,
    remedy: `${ASK_FELIX} To mend it by hand: ${unrouted
      .map(({ address }) => `\`${routeCommand(address, device.name)}\``)
      .join(', ')}.`,
  };
}

function foundMany(node: NodeContext, context: FindingContext, lost: readonly Lost[]): Found {
  const names = lost.map(({ name }) => name);
  return {
    title: `${someOf(names, 2)}: no route leads to them${node.onNode}`,
    subjects: lost.flatMap(subjectsOf),
    evidence: evidenceOf(node, context, lost),
    why: `The routes to ${lost.length} pods are gone, while their interfaces are there. Nobody reaches them.`,
    remedy: ASK_FELIX,
  };
}

const ASK_FELIX =
  "Felix makes these routes: its log says why not, `kubectl logs -n calico-system -l k8s-app=calico-node -c calico-node` (`-n kube-system` without the operator), on this node's pod.";

function subjectsOf({ pod, device }: Lost) {
  return pod ? [pod.id, device.id] : [device.id];
}

function evidenceOf({ host }: NodeContext, context: FindingContext, lost: readonly Lost[]) {
  return [
    ...lost.flatMap(({ device, unrouted }) => [
      device.link.evidence,
      ...unrouted.flatMap(({ evidence }) => evidence),
    ]),
    ...context.listings(host, 'ip route'),
  ];
}

function instead({ host }: NodeContext, address: Ip): string {
  const { outcome, route } = lookupRoute(host.facts, address);
  const device = route?.nexthops[0]?.device;
  if (outcome === 'forward' && device !== undefined) {
    return `Packets for ${address} leave by ${device} instead (${route?.destination}).`;
  }
  return route
    ? `Packets for ${address} end in \`${route.type} ${route.destination}\`.`
    : `The node has no route to ${address}.`;
}

function routeCommand(address: Ip, device: string): string {
  return ipFamily(address) === 4
    ? `ip route add ${address} dev ${device} scope link`
    : `ip -6 route add ${address} dev ${device}`;
}
