import type { NodePlan, TunnelPlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { bridge, ip } from './run.ts';

/**
 * Calico's VXLAN: for each other node a route to its block through its VTEP, the VTEP's MAC as a
 * permanent neighbour, and where that MAC is as a permanent FDB entry. Nothing is learned.
 */
export async function buildTunnels(
  machine: Machine,
  node: NodePlan,
  peers: readonly NodePlan[],
): Promise<void> {
  await buildTunnel(machine, node.tunnels.v4, 32);
  await buildTunnel(machine, node.tunnels.v6, 128);
  for (const peer of peers) {
    await addPeer(machine, node.tunnels.v4, peer.tunnels.v4, peer.block.v4);
    await addPeer(machine, node.tunnels.v6, peer.tunnels.v6, peer.block.v6);
  }
}

async function buildTunnel(machine: Machine, tunnel: TunnelPlan, length: number): Promise<void> {
  const { name, vni, port, local, device, address, mac, mtu } = tunnel;
  const vxlan = `type vxlan id ${vni} dstport ${port} local ${local} dev ${device} nolearning`;
  await ip(machine, [
    `link add ${name} address ${mac} mtu ${mtu} ${vxlan}`,
    `address add ${address}/${length} dev ${name}`,
    `link set ${name} up`,
  ]);
}

async function addPeer(
  machine: Machine,
  { name }: TunnelPlan,
  vtep: TunnelPlan,
  block: string,
): Promise<void> {
  await ip(machine, [
    `neighbour replace ${vtep.address} lladdr ${vtep.mac} dev ${name} nud permanent`,
    `route add ${block} via ${vtep.address} dev ${name} onlink proto 80`,
  ]);
  await bridge(machine, [`fdb append ${vtep.mac} dev ${name} dst ${vtep.local} self permanent`]);
}
