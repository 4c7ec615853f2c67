import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { enter } from './machine.ts';
import { runHere } from './run.ts';

const SCRIPT = join(import.meta.dirname, '../apps/collector/capture/vethscope-capture.sh');

/**
 * Captures a node as a person would over ssh, the script on standard input: the bytes of a .tar.gz.
 * `wrapper` stands in front of the shell: `env PATH=…`. Without the cluster, whose programs here would be those of the machine that runs the lab.
 */
export async function captureNode(
  machine: Machine,
  wrapper: readonly string[] = [],
): Promise<Uint8Array> {
  const script = await readFile(SCRIPT, 'utf8');
  return runHere(enter(machine, [...wrapper, 'sh', '-s', '--', '--without-cluster']), script);
}
