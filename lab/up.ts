import { once } from 'node:events';
import { whyNoLab } from './availability.ts';
import type { Machine } from './machine.ts';
import { enter } from './machine.ts';
import { startCluster } from './startCluster.ts';

/** Builds the lab, says how to enter its machines, and keeps it until it is asked to stop. */
export async function labUp(): Promise<void> {
  const reason = whyNoLab();
  if (reason !== undefined) {
    console.error(`lab: ${reason}`);
    process.exitCode = 1;
    return;
  }
  const cluster = await startCluster();
  console.log(
    'Enter a machine with its line; pods are in `ip netns`. Ctrl-C takes all of it away.',
  );
  for (const machine of [...cluster.nodes.map((node) => node.machine), cluster.underlay]) {
    console.log(`${machine.name}: ${entrance(machine)}`);
  }
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  await cluster.stop();
}

function entrance(machine: Machine): string {
  return enter(machine, ['bash']).join(' ');
}
