import type { Machine } from '../machine.ts';
import { run } from '../run.ts';

/** What the kernel has of a namespace's rules: iptables-nft makes one of each of its own. */
export interface KernelRules {
  /** Where in its chain a rule stands, 1-based, by family, table and handle: `ip nat 7`. */
  readonly numbers: ReadonlyMap<string, number>;
  /** `ip nat PREROUTING`. Of built-in chains those with rules, or declared: iptables-save shows all. */
  readonly chains: ReadonlySet<string>;
}

export async function kernelRules(
  machine: Machine,
  netns: string | undefined,
): Promise<KernelRules> {
  const listing = await run(machine, ['nft', '-nn', '-a', 'list', 'ruleset'], {
    ...(netns !== undefined && { netns }),
  });
  return readKernelRules(listing);
}

/** `nft -a list ruleset`. */
export function readKernelRules(listing: string): KernelRules {
  const numbers = new Map<string, number>();
  const chains = new Set<string>();
  let owner = '';
  let count = 0;
  for (const line of listing.split('\n')) {
    // table ip nat { # handle 1
    const table = /^table (\S+ \S+) \{/.exec(line);
    if (table) owner = table[1] ?? '';
    // 	chain PREROUTING { # handle 1
    const chain = /^\tchain (\S+) \{/.exec(line);
    if (chain) {
      chains.add(`${owner} ${chain[1]}`);
      count = 0;
    }
    // 		counter packets 4 bytes 182 jump SVC # handle 7
    const rule = /^\t\t.* # handle (\d+)$/.exec(line);
    if (rule) numbers.set(`${owner} ${rule[1]}`, ++count);
  }
  return { numbers, chains };
}
