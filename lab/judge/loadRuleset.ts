import type { Machine } from '../machine.ts';
import { CommandFailed, run } from '../run.ts';
import type { Stack } from './generate/plan.ts';

/**
 * Loads rules as they came out of chance, without those that iptables refuses: what may stand where
 * depends on more than a generator knows. Gives the refused ones. Throws where it is not for a rule.
 */
export async function loadRuleset(
  machine: Machine,
  stack: Stack,
  lines: readonly string[],
  netns: string | undefined,
): Promise<readonly string[]> {
  const program = { v4: 'iptables-nft-restore', v6: 'ip6tables-nft-restore' }[stack];
  const left = [...lines];
  const refused: string[] = [];
  while (left.length > 0) {
    try {
      const input = `${left.join('\n')}\n`;
      await run(machine, [program], { input, ...(netns !== undefined && { netns }) });
      break;
    } catch (error) {
      const rule = error instanceof CommandFailed ? refusedLine(error.message, left) : undefined;
      if (rule === undefined) throw error;
      refused.push(...left.splice(rule, 1));
    }
  }
  return refused;
}

/** `Error occurred at line: 12`, `line 12: RULE_APPEND failed (Operation not supported): …`: its index. */
function refusedLine(complaint: string, lines: readonly string[]): number | undefined {
  const found = /line:? (\d+)/.exec(complaint);
  const index = Number(found?.[1]) - 1;
  return lines[index]?.startsWith('-A') ? index : undefined;
}
