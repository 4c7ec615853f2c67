import type { Machine } from '../machine.ts';
import { run } from '../run.ts';

/** Where in its chain a rule stands, 1-based, by family, table and handle. */
export type RuleNumbers = ReadonlyMap<string, number>;

export function ruleKey(family: string, table: string, handle: number): string {
  return `${family} ${table} ${handle}`;
}

/** Rules as the kernel counts them: iptables-nft makes one of each of its own. */
export async function ruleNumbers(
  machine: Machine,
  netns: string | undefined,
): Promise<RuleNumbers> {
  const listing = await run(machine, ['nft', '-nn', '-a', 'list', 'ruleset'], {
    ...(netns !== undefined && { netns }),
  });
  return readRuleNumbers(listing);
}

/** `nft -a list ruleset`. */
export function readRuleNumbers(listing: string): RuleNumbers {
  const numbers = new Map<string, number>();
  let owner = { family: '', table: '' };
  let count = 0;
  for (const line of listing.split('\n')) {
    // table ip nat { # handle 1
    const table = /^table (\S+) (\S+) \{/.exec(line);
    if (table) owner = { family: table[1] ?? '', table: table[2] ?? '' };
    // 	chain PREROUTING { # handle 1
    if (/^\tchain \S+ \{/.test(line)) count = 0;
    // 		counter packets 4 bytes 182 jump SVC # handle 7
    const rule = /^\t\t.* # handle (\d+)$/.exec(line);
    if (rule) numbers.set(ruleKey(owner.family, owner.table, Number(rule[1])), ++count);
  }
  return numbers;
}
