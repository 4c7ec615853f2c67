import type { PodPlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { ip, run } from './run.ts';
import { withoutAddressDetection } from './underlay.ts';

/**
 * What a container runtime does before it calls a CNI plugin: a named namespace, in which the
 * pod's first process stays, and a veth between it and the node.
 */
export async function makePodNetns(machine: Machine, pod: PodPlan): Promise<void> {
  const { netns, hostInterface, hostMac, mac, mtu } = pod;
  await ip(machine, [`netns add ${netns}`]);
  await withoutAddressDetection(machine, netns);
  const peer = `peer name eth0 netns ${netns} address ${mac} mtu ${mtu}`;
  await ip(machine, [
    `link add ${hostInterface} address ${hostMac} mtu ${mtu} type veth ${peer}`,
    `link set ${hostInterface} up`,
  ]);
  await ip(machine, ['link set lo up', 'link set eth0 up'], netns);
  await run(machine, ['sh', '-c', 'sleep infinity < /dev/null > /dev/null 2>&1 &'], { netns });
}
