import type { ClusterPlan, InterfacePlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './machine.ts';
import { ip, runHere, sysctl } from './run.ts';

/** The bridges of the switch: one network for management, one under the tunnels. */
const MANAGEMENT = 'management';
export const FABRIC = 'fabric';

/** A machine that is only a switch, and the default gateway of the management network. */
export async function startUnderlay({ underlay }: ClusterPlan): Promise<Machine> {
  const machine = await startMachine(underlay.name);
  await withoutAddressDetection(machine);
  await ip(machine, [
    `link add ${MANAGEMENT} type bridge`,
    `link add ${FABRIC} type bridge`,
    `address add ${underlay.gateway.v4}/24 dev ${MANAGEMENT}`,
    `address add ${underlay.gateway.v6}/64 dev ${MANAGEMENT}`,
    `link set ${MANAGEMENT} up`,
    `link set ${FABRIC} up`,
  ]);
  return machine;
}

/** Gives a node its NICs: veths whose far ends are ports of the switch. */
export async function connectNics(
  underlay: Machine,
  node: Machine,
  nics: { readonly management: InterfacePlan; readonly underlay: InterfacePlan },
): Promise<void> {
  await connect(underlay, MANAGEMENT, node, nics.management);
  await connect(underlay, FABRIC, node, nics.underlay);
  await ip(
    node,
    [nics.management, nics.underlay].flatMap(({ name, addresses }) => [
      `address add ${addresses.v4} dev ${name}`,
      `address add ${addresses.v6} dev ${name}`,
      `link set ${name} up`,
    ]),
  );
}

/** A cable from a bridge of the switch to a new NIC of the node. */
export async function connect(
  underlay: Machine,
  bridge: string,
  node: Machine,
  { name, mac, mtu }: Omit<InterfacePlan, 'addresses'>,
): Promise<void> {
  const port = `${node.name}-${name}`;
  // Only the network namespace is entered: the node's PID means something out here alone.
  const inUnderlay = ['nsenter', `--net=/proc/${underlay.pid}/ns/net`, '--'];
  const peer = [
    'peer',
    'name',
    name,
    'netns',
    String(node.pid),
    'address',
    mac,
    'mtu',
    String(mtu),
  ];
  await runHere([
    ...inUnderlay,
    'ip',
    'link',
    'add',
    port,
    'mtu',
    String(mtu),
    'type',
    'veth',
    ...peer,
  ]);
  await ip(underlay, [`link set ${port} master ${bridge} up`]);
}

/** IPv6 addresses work at once: nobody else has them. Before the first interface comes up. */
export async function withoutAddressDetection(machine: Machine, netns?: string): Promise<void> {
  const off = { 'net/ipv6/conf/all/accept_dad': 0, 'net/ipv6/conf/default/accept_dad': 0 };
  await sysctl(machine, off, netns);
}
