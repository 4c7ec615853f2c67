import type { Machine } from '../machine.ts';
import { run } from '../run.ts';

/** Which of the two rule sets, and of the addresses of a `DualStack`. */
export type Stack = 'v4' | 'v6';
export const STACKS: readonly Stack[] = ['v4', 'v6'];

/** What one program adds to a table: chains of its own, and rules in the kernel's. */
export interface TablePart {
  readonly table: 'nat' | 'filter' | 'mangle' | 'raw';
  /** Made, or emptied, first. */
  readonly chains: readonly RuleChain[];
  /** `-A FORWARD …` or `-I FORWARD …`, of the kernel's chains. */
  readonly hooks: readonly string[];
}

export interface RuleChain {
  readonly name: string;
  /** Behind `-A CHAIN`. */
  readonly rules: readonly string[];
}

/** Adds to what is there, as kube-proxy and Felix do: a table at a time, whole or not at all. */
export async function restore(
  machine: Machine,
  stack: Stack,
  parts: readonly TablePart[],
): Promise<void> {
  const program = { v4: 'iptables-nft-restore', v6: 'ip6tables-nft-restore' }[stack];
  await run(machine, [program, '--noflush'], { input: parts.map(restoreText).join('') });
}

function restoreText({ table, chains, hooks }: TablePart): string {
  const lines = [
    `*${table}`,
    ...chains.map(({ name }) => `:${name} - [0:0]`),
    ...chains.flatMap(({ name, rules }) => rules.map((rule) => `-A ${name} ${rule}`)),
    ...hooks,
    'COMMIT',
  ];
  return `${lines.join('\n')}\n`;
}

/** `-m comment --comment "…"`, with what iptables-restore wants escaped. */
export function comment(text: string): string {
  return `-m comment --comment "${text.replaceAll('"', '\\"')}"`;
}
