import type { Chain, IptablesTable } from '@vethscope/model';
import type { Sight } from '../sight.ts';
import { type CompiledRule, compileRule } from './compiledRule.ts';
import { type Dispatch, indexRules } from './dispatch.ts';
import { inferInterfaces } from './inferredInterfaces.ts';

/** Chains of one table, made ready one by one as packets come to them. */
export class CompiledTable {
  readonly table: IptablesTable;
  readonly #captured: ReadonlyMap<string, Chain>;
  readonly #compiled = new Map<string, CompiledChain>();

  constructor(table: IptablesTable) {
    this.table = table;
    this.#captured = new Map(table.chains.map((chain) => [chain.name, chain]));
  }

  chain(name: string): CompiledChain | undefined {
    const known = this.#compiled.get(name);
    if (known) return known;
    const chain = this.#captured.get(name);
    if (!chain) return undefined;
    const fresh = new CompiledChain(chain, this.table);
    this.#compiled.set(name, fresh);
    return fresh;
  }
}

/** From this many rules on it is faster to look up which of them can hold than to ask each. */
const LONG = 12;

export class CompiledChain {
  readonly chain: Chain;
  readonly #table: IptablesTable;
  readonly #rules: (CompiledRule | undefined)[];
  readonly #dispatch: Dispatch;

  constructor(chain: Chain, table: IptablesTable) {
    this.chain = chain;
    this.#table = table;
    this.#rules = new Array(chain.rules.length);
    const all = this.places();
    this.#dispatch = all.length >= LONG ? indexRules(chain.rules) : () => all;
  }

  /** Places of the rules that can hold for a packet, in order; some of them may not. */
  candidates(sight: Sight): readonly number[] {
    return this.#dispatch(sight);
  }

  /** All places: what the kernel does. */
  places(): readonly number[] {
    return [...this.chain.rules.keys()];
  }

  rule(place: number): CompiledRule | undefined {
    const known = this.#rules[place];
    if (known) return known;
    const rule = this.chain.rules[place];
    if (!rule) return undefined;
    const inferred = inferInterfaces(this.#table, this.chain, rule);
    const fresh = compileRule({ table: this.#table, chain: this.chain.name, rule }, inferred);
    this.#rules[place] = fresh;
    return fresh;
  }
}
