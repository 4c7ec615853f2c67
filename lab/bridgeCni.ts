import type { NodePlan, PodPlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { makePodNetns } from './podNetns.ts';
import { bridge, ip } from './run.ts';

/** cni0 and its pods, as the bridge plugin leaves them: hairpin on, default route to the bridge. */
export async function buildBridgeCni(machine: Machine, node: NodePlan): Promise<void> {
  const { name, mac, mtu, addresses } = node.bridge;
  await ip(machine, [
    `link add ${name} address ${mac} mtu ${mtu} type bridge`,
    `address add ${addresses.v4} dev ${name}`,
    `address add ${addresses.v6} dev ${name}`,
    `link set ${name} up`,
  ]);
  for (const pod of [...node.bridgePods, node.namespaces.unnamed]) {
    await addBridgePod(machine, node, pod);
  }
}

async function addBridgePod(machine: Machine, node: NodePlan, pod: PodPlan): Promise<void> {
  const { addresses, netns, hostInterface } = pod;
  const gateway = {
    v4: withoutLength(node.bridge.addresses.v4),
    v6: withoutLength(node.bridge.addresses.v6),
  };
  await makePodNetns(machine, pod);
  await ip(machine, [`link set ${hostInterface} master ${node.bridge.name}`]);
  await bridge(machine, [`link set dev ${hostInterface} hairpin on`]);
  await ip(
    machine,
    [
      `address add ${addresses.v4}/${lengthOf(node.bridge.addresses.v4)} dev eth0`,
      `address add ${addresses.v6}/${lengthOf(node.bridge.addresses.v6)} dev eth0`,
      `route add default via ${gateway.v4} dev eth0`,
      `route add default via ${gateway.v6} dev eth0`,
    ],
    netns,
  );
}

function withoutLength(address: string): string {
  return address.split('/')[0] ?? address;
}

function lengthOf(address: string): string {
  return address.split('/')[1] ?? '';
}
