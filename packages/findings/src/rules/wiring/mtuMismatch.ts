import type { Route } from '@vethscope/model';
import {
  isLinkLocal,
  prefixAddress,
  prefixContains,
  prefixLength,
  workloadHashOf,
} from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { FindingContext, NodeContext } from '../../context.ts';
import { someOf } from '../../describe/someOf.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { deviceNames } from './devices/deviceNames.ts';
import { tunnelLimit } from './devices/tunnelMtu.ts';
import { podNamespaces } from './pods/podNamespaces.ts';
import { podName } from './pods/workloadChains.ts';

export const mtuMismatch: NodeRule = {
  id: 'mtu-mismatch',
  name: 'MTUs that do not fit each other',
  scope: 'node',
  severity: 'warning',
  explanation:
    "Along a packet's way one interface allows more than the next can carry. A tunnel's MTU has to leave room for its outer headers: 50 bytes for VXLAN over IPv4, 70 over IPv6, 20 for IP in IP, 60 for WireGuard (80 over IPv6); else each long packet becomes two fragments outside, or is dropped. The two ends of a veth need one MTU, and a bridge's port must not have less than the bridge: there is no router between them to send “fragmentation needed”, the kernel drops what is too long in silence. Pods whose MTU is above the tunnel's rely on that message for each new destination.",
  needs: ['links'],
  check: (node, context) => [
    ...tunnels(node).flatMap((tunnel) => aboveUnderlay(node, context, tunnel)),
    ...tunnels(node).flatMap((tunnel) => podsAboveTunnel(node, context, tunnel)),
    ...unevenPairs(node, context),
    ...narrowPorts(node),
  ],
};

function tunnels({ host }: NodeContext): readonly Interface[] {
  return [...host.interfaces.values()].filter(
    ({ type, link }) => TUNNELS.has(type) && link.flags.includes('UP'),
  );
}

const TUNNELS: ReadonlySet<Interface['type']> = new Set(['vxlan', 'ipip', 'wireguard']);

function aboveUnderlay(
  node: NodeContext,
  context: FindingContext,
  tunnel: Interface,
): readonly Found[] {
  const limit = tunnelLimit(tunnel, context);
  const { mtu, details } = tunnel.link;
  if (!limit || mtu === undefined || mtu <= limit.mtu) return [];
  const isVxlan = details?.kind === 'vxlan';
  const isDropped = isVxlan && details.dontFragment !== undefined;
  return [
    {
      title: `${tunnel.name} has an MTU of ${mtu}, ${limit.underlay.name} leaves it ${limit.mtu}${node.onNode}`,
      subjects: [tunnel.id, limit.underlay.id],
      evidence: [tunnel.link.evidence, limit.underlay.link.evidence],
      why: `The outer packet does not fit (${limit.reckoning} = ${limit.mtu}): ${isDropped ? 'it must not be fragmented, so that long packets are lost where “fragmentation needed” does not arrive' : 'each long packet leaves as two fragments, which is slow, and lost where a firewall or a cloud network drops fragments'}.`,
      remedy: `Set the tunnel to ${limit.mtu}: \`ip link set ${tunnel.name} mtu ${limit.mtu}\` at once, and ${whereItIsSet(tunnel.name, limit.mtu)}. Pods get it when they are recreated.`,
    },
  ];
}

function whereItIsSet(tunnel: string, mtu: number): string {
  if (CALICO.test(tunnel)) {
    return `with Calico \`kubectl patch installation default --type merge -p '{"spec":{"calicoNetwork":{"mtu":${mtu}}}}'\` (without the operator \`veth_mtu\` of the ConfigMap calico-config)`;
  }
  return tunnel.startsWith('flannel')
    ? 'restart flannel, which takes it from the interface below when it starts'
    : 'where the tunnel is configured';
}

const CALICO = /^(vxlan(-v6)?\.calico|tunl0|wireguard\.cali|wg-v6\.cali)$/;

/** One finding for all of them: the cause is the CNI's configuration, or that it changed. */
function podsAboveTunnel(
  node: NodeContext,
  context: FindingContext,
  tunnel: Interface,
): readonly Found[] {
  const { mtu } = tunnel.link;
  const route = node.host.facts.routes.find((each) => leadsElsewhere(each, tunnel));
  if (mtu === undefined || !route) return [];
  const pods = podNamespaces(context);
  const wide = node.namespaces
    .filter(({ id, isHost }) => !isHost && pods.has(id))
    .flatMap(({ interfaces }) => [...interfaces.values()])
    .filter(
      (device) =>
        (device.link.mtu ?? 0) > mtu &&
        isOfTunnel(device, tunnel, context) &&
        device.link.addresses.some(
          ({ family, prefix }) => family === route.family && !isLinkLocal(prefixAddress(prefix)),
        ) &&
        !device.netns.facts.routes.some((own) => isDefaultWithin(own, mtu)),
    );
  const [first] = wide;
  if (!first) return [];
  const affected = [...new Set(wide.flatMap(({ netns }) => pods.get(netns.id) ?? []))];
  const names = affected.map(podName);
  const who = names.length === 1 ? `${names[0]} has` : `${names.length} pods have`;
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [
    {
      // The kernel tells the pods, which is what path MTU discovery is for.
      severity: 'info',
      title: `${who} an MTU of ${first.link.mtu}, ${tunnel.name} takes ${mtu}${node.onNode}`,
      subjects: [tunnel.id, ...affected.map(({ id }) => id)],
      evidence: [...[tunnel, ...wide].map(({ link }) => link.evidence), route.evidence],
      why: 'Their first long packet to a pod of another node is dropped and answered with “fragmentation needed”; where that message is filtered, connections hang once they send much.',
      remedy: `Recreate them, so that they get the CNI's present MTU: ${affected
        .slice(0, NAMED)
        .map(({ namespace, name }) => `\`kubectl -n ${namespace} delete pod ${name}\``)
        .join(', ')}${more}. If new ones have it, too, mend the CNI's configuration.`,
    },
  ];
}

/** Not `fe80::/64` and `ff00::/8`, which every device has. */
function leadsElsewhere({ type, table, destination, nexthops }: Route, tunnel: Interface): boolean {
  const network = prefixAddress(destination);
  if (type !== 'unicast' || table === 'local') return false;
  if (isLinkLocal(network) || network.startsWith('ff')) return false;
  return nexthops.some(({ device }) => device === tunnel.name);
}

/**
 * Whether the tunnel is for the pods of this interface: Calico's for its workloads, flannel's for the
 * bridge whose network has the tunnel's own address. Another bridge's pods have no peers behind it.
 */
function isOfTunnel(device: Interface, tunnel: Interface, { network }: FindingContext): boolean {
  const near = device.edges.flatMap(({ kind, source, target }) => {
    const end = kind === 'veth' && network.interfaces.get(source === device.id ? target : source);
    return end ? [end] : [];
  })[0];
  if (near?.netns !== tunnel.netns) return false;
  if (CALICO.test(tunnel.name)) {
    return workloadHashOf(near.name) !== undefined;
  }
  return (near.master?.link.addresses ?? []).some(({ prefix }) =>
    tunnel.link.addresses.some((own) => prefixContains(prefix, prefixAddress(own.prefix))),
  );
}

/** `default via 169.254.1.1 dev eth0 mtu 1450`: the pod does not send longer ones. */
function isDefaultWithin({ destination, mtu }: Route, limit: number): boolean {
  return prefixLength(destination) === 0 && mtu !== undefined && mtu <= limit;
}

function unevenPairs(node: NodeContext, context: FindingContext): readonly Found[] {
  const nameOf = deviceNames(context);
  return node.namespaces
    .flatMap(({ interfaces }) => [...interfaces.values()])
    .flatMap((device) =>
      device.edges.flatMap((edge) => {
        // Each pair once, from its source.
        if (edge.kind !== 'veth' || edge.source !== device.id) return [];
        const other = context.network.interfaces.get(edge.target);
        const [narrow, wide] = [device, other].sort((a, b) => mtuOf(a) - mtuOf(b));
        if (!narrow || !wide || !(mtuOf(narrow) < mtuOf(wide))) return [];
        return [
          {
            title: `${nameOf(wide)} has an MTU of ${mtuOf(wide)}, its other end ${nameOf(narrow)} ${mtuOf(narrow)}${node.onNode}`,
            subjects: [edge.id, wide.id, narrow.id],
            evidence: [wide.link.evidence, narrow.link.evidence, ...edge.evidence],
            why: `What ${nameOf(wide)} sends in packets longer than ${mtuOf(narrow)} bytes, the kernel drops at the other end, without “fragmentation needed” to the sender.`,
            remedy: `Give both ends one MTU: \`${inside(narrow)}ip link set ${narrow.name} mtu ${mtuOf(wide)}\`, or less at the other end; for a pod recreate it.`,
          },
        ];
      }),
    );
}

function narrowPorts(node: NodeContext): readonly Found[] {
  return [...node.host.interfaces.values()].flatMap((bridge) => {
    const narrow = bridge.ports.filter((port) => mtuOf(port) < mtuOf(bridge));
    const [first] = narrow;
    if (bridge.type !== 'bridge' || !first) return [];
    const which = someOf(
      narrow.map(({ name }) => name),
      1,
    );
    return [
      {
        title: `${bridge.name} has an MTU of ${mtuOf(bridge)}, its port ${which} ${mtuOf(first)}${node.onNode}`,
        subjects: [bridge.id, ...narrow.map(({ id }) => id)],
        evidence: [bridge, ...narrow].map(({ link }) => link.evidence),
        why: 'A bridge does not fragment: what is longer than the port allows it drops, without “fragmentation needed” to the sender.',
        remedy: `Set the bridge to the least of its ports: \`ip link set ${bridge.name} mtu ${Math.min(...narrow.map(mtuOf))}\`, and \`mtu\` in the CNI's configuration below \`/etc/cni/net.d\`.`,
      },
    ];
  });
}

/** NaN is less and more than nothing: what was not printed fits everything. */
function mtuOf(device: Interface | undefined): number {
  return device?.link.mtu ?? Number.NaN;
}

function inside({ netns }: Interface): string {
  return netns.isHost ? '' : `ip netns exec ${netns.name} `;
}

/** How many of them a remedy names. */
const NAMED = 2;
