import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoLab } from '../lab/availability.ts';
import { forwardPort } from '../lab/forwardPort.ts';
import { startMachine } from '../lab/machine.ts';
import { run } from '../lab/run.ts';

/** One of the lab's machines, in which a test runs shell commands and a server. */
export interface IsolatedNode {
  /** Runs shell commands in there; resolves to what they print. Rejects when one fails. */
  readonly run: (commands: string) => Promise<string>;
  /** Starts a program in there that goes on; its output is in the file `log`. Resolves to its id. */
  readonly start: (command: string, log: string) => Promise<string>;
  /** Makes a port in there reachable at the resolved one out here. */
  readonly reach: (port: number) => Promise<number>;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Why no such node can be made here; `undefined`: it can. */
export const whyNoIsolatedNode = whyNoLab;

export async function startIsolatedNode(name: string): Promise<IsolatedNode> {
  const machine = await startMachine(name);
  const folder = mkdtempSync(join(tmpdir(), 'vethscope-node-'));
  const shell = async (commands: string): Promise<string> =>
    (await run(machine, ['sh', '-ec', commands])).trimEnd();
  return {
    run: shell,
    folder,
    start: (command, log) => shell(`${command} > ${log} 2>&1 < /dev/null & echo $!`),
    reach: async (port) => (await forwardPort(machine, port)).port,
    stop: async () => {
      await machine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
