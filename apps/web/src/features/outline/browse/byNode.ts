import type { HostElement, PodElement, Topology, TopologyService } from '@vethscope/model';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import type { Branch } from '../outlineRows.ts';
import { group, leaf } from './branches.ts';
import { podBranch } from './byPod.ts';
import { serviceBranch } from './byService.ts';

/** Machines, below each what Kubernetes runs on it and its own interfaces. */
export function machineBranches(topology: Topology, index: CaptureIndex): readonly Branch[] {
  const placed = topology.nodes.filter((node): node is PodElement => node.kind === 'pod');
  const pods = groupBy(placed, ({ id }) => [index.machineOf(id)?.id]);
  const services = groupBy(topology.services, ({ ports }) =>
    ports.flatMap(({ endpoints }) =>
      endpoints.map(({ pod }) => (pod === undefined ? undefined : index.machineOf(pod)?.id)),
    ),
  );
  return topology.nodes
    .filter((node): node is HostElement => node.kind === 'node')
    .map((machine) => ({
      ...leaf(machine),
      about: machine.captured ? '' : 'not captured',
      children: () =>
        insideOf(index, machine, pods.get(machine.id) ?? [], services.get(machine.id) ?? []),
    }));
}

function insideOf(
  index: CaptureIndex,
  machine: HostElement,
  pods: readonly PodElement[],
  services: readonly TopologyService[],
): readonly Branch[] {
  const under = (what: string) => `group/${what}/${machine.id}`;
  const host = index.children(machine.id).find((node) => node.kind === 'netns' && node.isHost);
  const interfaces = host ? index.interfacesIn(host.id) : [];
  return [
    ...group(
      under('pods'),
      'Pods',
      pods.map((pod) => podBranch(index, pod, under('pods'))),
    ),
    ...group(
      under('services'),
      'Services with endpoints here',
      services.map((service) => ({
        ...serviceBranch(index, service, under('services')),
        title: `${service.namespace}/${service.name}`,
      })),
    ),
    ...group(
      under('interfaces'),
      'Interfaces of the host',
      interfaces.map((iface) => leaf(iface, under('interfaces'))),
    ),
  ];
}

function groupBy<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      if (key === undefined) continue;
      const known = groups.get(key);
      if (known) known.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

export function pathToMachine(index: CaptureIndex, id: string): readonly string[] {
  const machine = index.machineOf(id);
  const element = index.node(id);
  if (!machine || !element) return [];
  if (element === machine) return [machine.id];
  if (element.kind === 'pod') {
    const pods = `group/pods/${machine.id}`;
    return [machine.id, pods, `${pods} ${id}`];
  }
  const netns = index.netnsOf(id);
  if (element.kind !== 'interface' || !netns?.isHost) return [];
  const interfaces = `group/interfaces/${machine.id}`;
  return [machine.id, interfaces, `${interfaces} ${id}`];
}
