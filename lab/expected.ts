import type { ExtraLinkPlan, InterfacePlan, NodePlan, PodPlan, TunnelPlan } from './cluster.ts';
import type { ClusterNode } from './startCluster.ts';

/** How the unnamed namespace is called where a plan has to name it. */
export const UNNAMED = '(unnamed)';

export interface ExpectedInterface {
  readonly netns: string;
  readonly name: string;
  readonly type: string;
  readonly mac: string | undefined;
  readonly mtu: number;
  /** Without those that the kernel makes by itself, `fe80::…`. Sorted. */
  readonly addresses: readonly string[];
}

/** Every interface of a node and of its pods but the loopbacks. */
export function expectedInterfaces({
  plan,
  extraLinks,
}: ClusterNode): readonly ExpectedInterface[] {
  const { management, underlay, bridge, tunnels } = plan;
  return [
    nic(management, 'veth'),
    nic(underlay, 'veth'),
    nic(bridge, 'bridge'),
    ...podPlaces(plan).flatMap(([netns, pod]) => podInterfaces(plan, netns, pod)),
    tunnelInterface(tunnels.v4, 32),
    tunnelInterface(tunnels.v6, 128),
    ...extraLinks.flatMap((link) => extraInterfaces(plan, link)),
  ];
}

/** Each pod of a node with the namespace that it lives in. */
export function podPlaces(plan: NodePlan): readonly (readonly [netns: string, pod: PodPlan])[] {
  return [
    ...[...plan.bridgePods, ...plan.calicoPods].map((pod) => [pod.netns, pod] as const),
    [UNNAMED, plan.namespaces.unnamed],
  ];
}

function nic({ name, mac, mtu, addresses }: InterfacePlan, type: string): ExpectedInterface {
  return {
    netns: 'host',
    name,
    type,
    mac,
    mtu,
    addresses: [addresses.v4, addresses.v6].toSorted(),
  };
}

function podInterfaces(plan: NodePlan, netns: string, pod: PodPlan): readonly ExpectedInterface[] {
  const { hostInterface, hostMac, mac, mtu, addresses } = pod;
  const [v4, v6] = plan.calicoPods.includes(pod) ? [32, 128] : [24, 64];
  const inPod = [`${addresses.v4}/${v4}`, `${addresses.v6}/${v6}`].toSorted();
  return [
    { netns: 'host', name: hostInterface, type: 'veth', mac: hostMac, mtu, addresses: [] },
    { netns, name: 'eth0', type: 'veth', mac, mtu, addresses: inPod },
  ];
}

function tunnelInterface(tunnel: TunnelPlan, length: number): ExpectedInterface {
  const { name, mac, mtu, address } = tunnel;
  return { netns: 'host', name, type: 'vxlan', mac, mtu, addresses: [`${address}/${length}`] };
}

function extraInterfaces(
  { underlay }: NodePlan,
  link: ExtraLinkPlan,
): readonly ExpectedInterface[] {
  const { kind, name } = link;
  const base = { netns: 'host', mtu: underlay.mtu, addresses: [] };
  if (kind !== 'bond') return [{ ...base, name, type: kind, mac: link.mac }];
  // A bond takes the address of its first member.
  const { mac } = link.member;
  return [
    { ...base, name, type: 'bond', mac },
    { ...base, name: link.member.name, type: 'veth', mac },
  ];
}
