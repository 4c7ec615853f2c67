import type { NodePlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { ip, run } from './run.ts';

/** A second name for a namespace, a name for the node's own, and one that loses its name. */
export async function nameNamespaces(machine: Machine, node: NodePlan): Promise<void> {
  const { secondName, hostPin, unnamed } = node.namespaces;
  const [first] = node.bridgePods;
  if (first) await pin(machine, `/run/netns/${first.netns}`, secondName);
  await pin(machine, '/proc/self/ns/net', hostPin);
  // The process that stays in there keeps it.
  await ip(machine, [`netns delete ${unnamed.netns}`]);
}

async function pin(machine: Machine, namespace: string, name: string): Promise<void> {
  await run(machine, ['touch', `/run/netns/${name}`]);
  await run(machine, ['mount', '--bind', namespace, `/run/netns/${name}`]);
}
