import type {
  NftBaseChain,
  NftChain,
  NftFamily,
  NftHook,
  NftSet,
  NftTable,
} from '@vethscope/model';
import type { SourceLines } from '../../source/sourceLines.ts';

/** A table while it is read; lines are 0-based within the text. */
export class TableDraft {
  readonly family: NftFamily;
  readonly name: string;
  isDormant = false;
  /** What stands in it, where iptables-save does not list it. */
  content: { readonly chains: readonly NftChain[]; readonly sets?: readonly NftSet[] } | undefined;
  readonly #from: number;
  #to: number;
  readonly #hooks: Omit<NftBaseChain, 'rules'>[] = [];
  readonly #rules = new Map<string, number>();
  /** Chains of which a redacted capture does not show all. */
  readonly #cut = new Set<string>();

  constructor(family: NftFamily, name: string, from: number, to: number = from) {
    this.family = family;
    this.name = name;
    this.#from = from;
    this.#to = to;
  }

  hook(chain: Omit<NftBaseChain, 'rules'>): void {
    this.#hooks.push(chain);
  }

  rule(chain: string): void {
    this.#rules.set(chain, this.rulesOf(chain) + 1);
  }

  cutRules(chain: string): void {
    this.#cut.add(chain);
  }

  endAt(line: number): void {
    this.#to = line;
  }

  get lines(): { readonly from: number; readonly to: number } {
    return { from: this.#from, to: this.#to };
  }

  get ruleCount(): number {
    return [...this.#rules.values()].reduce((sum, count) => sum + count, 0);
  }

  get hookCount(): number {
    return this.#hooks.length;
  }

  rulesOf(chain: string): number {
    return this.#rules.get(chain) ?? 0;
  }

  /** All of its base chains are those that iptables has in a table of this name: iptables' nft.c. */
  get managedBy(): NftTable['managedBy'] {
    const builtIn =
      this.family === 'ip' || this.family === 'ip6' ? BUILT_IN.get(this.name) : undefined;
    return builtIn && this.#hooks.every(({ chain }) => builtIn.includes(chain))
      ? 'iptables'
      : 'others';
  }

  /** Whether any packet can fare otherwise for it. */
  get hasSay(): boolean {
    if (this.isDormant) return false;
    return this.#hooks.some(
      ({ chain, policy }) => policy === 'drop' || this.rulesOf(chain) > 0 || this.#cut.has(chain),
    );
  }

  named(source: SourceLines): NftTable {
    const { family, name, managedBy, isDormant } = this;
    return { family, name, managedBy, isDormant, evidence: source.evidence(this.#from, this.#to) };
  }

  listed(source: SourceLines): NftTable {
    const isCounted = this.managedBy !== 'iptables';
    return {
      ...this.named(source),
      hooks: this.#hooks.map((hook) => ({
        ...hook,
        ...(isCounted && !this.#cut.has(hook.chain) && { rules: this.rulesOf(hook.chain) }),
      })),
      ...(isCounted && this.#cut.size === 0 && { rules: this.ruleCount }),
      ...(isCounted && this.content),
    };
  }
}

const BUILT_IN: ReadonlyMap<string, readonly string[]> = new Map([
  ['raw', ['PREROUTING', 'OUTPUT']],
  ['mangle', ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']],
  ['nat', ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']],
  ['filter', ['INPUT', 'FORWARD', 'OUTPUT']],
  ['security', ['INPUT', 'FORWARD', 'OUTPUT']],
]);

export function familyOf(word: string | undefined): NftFamily | undefined {
  return FAMILIES.find((family) => family === word);
}

export function hookOf(word: string | undefined): NftHook | undefined {
  return HOOKS.find((hook) => hook === word);
}

const FAMILIES: readonly NftFamily[] = ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'];
const HOOKS: readonly NftHook[] = [
  'ingress',
  'prerouting',
  'input',
  'forward',
  'output',
  'postrouting',
  'egress',
];

/** What stands in a foreign table is shown, and no more; said once for each. */
export function remarkOn(table: TableDraft): string {
  const of = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `nft table ${table.family} ${table.name} is shown, a trace does not judge it: ${of(table.hookCount, 'base chain')}, ${of(table.ruleCount, 'rule')}`;
}
