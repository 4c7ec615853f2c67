import { once } from 'node:events';
import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import type { Program } from '../run.ts';
import { run, start } from '../run.ts';

export type Answer =
  /** `source`: where the connection came from, in the eyes of who answered. */
  | { readonly kind: 'answered'; readonly source: string }
  | { readonly kind: 'refused' }
  /** Nothing came back, not even a refusal. */
  | { readonly kind: 'silent' };

/** Answers TCP connections to `port` in a namespace until it is stopped. */
export async function answer(
  machine: Machine,
  netns: string | undefined,
  port: number,
): Promise<Program> {
  const file = join(import.meta.dirname, 'answer.mjs');
  const program = start(machine, [process.execPath, file, String(port)], netns);
  await once(program.stdout, 'data');
  return program;
}

/** Opens TCP connections from a namespace, the node's own if none is named; answers in order. */
export async function ask(
  machine: Machine,
  netns: string | undefined,
  targets: readonly (readonly [address: string, port: number])[],
): Promise<readonly Answer[]> {
  const file = join(import.meta.dirname, 'ask.mjs');
  const printed = await run(machine, [process.execPath, file], {
    input: JSON.stringify(targets),
    ...(netns !== undefined && { netns }),
  });
  return JSON.parse(printed);
}
