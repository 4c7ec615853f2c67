import type {
  Chain,
  Counters,
  Family,
  IptablesTable,
  ListingForm,
  Rule,
  TableName,
} from '@vethscope/model';
import { HOOKS } from '@vethscope/model';
import { excerpt, type SourceLines } from '../../source/sourceLines.ts';
import { unknownParts } from './savedRule.ts';

/** One table while its lines are read; line numbers are 0-based within the text. */
export interface TableDraft {
  table: TableName | undefined;
  family: Family | undefined;
  backend: 'nft' | 'legacy' | undefined;
  form: ListingForm;
  partial: boolean;
  /** The line that says that only `nft` shows all of it. */
  nftOnlyLine: number | undefined;
  readonly chains: Map<string, ChainDraft>;
  firstLine: number;
  lastLine: number;
}

export interface ChainDraft {
  readonly name: string;
  readonly line: number;
  policy: Chain['policy'] | undefined;
  counters: Counters | undefined;
  references: number | undefined;
  readonly rules: Rule[];
}

export function openTable(
  line: number,
  more: Partial<Omit<TableDraft, 'chains' | 'firstLine' | 'lastLine'>>,
): TableDraft {
  return {
    table: undefined,
    family: undefined,
    backend: undefined,
    form: 'save',
    partial: false,
    nftOnlyLine: undefined,
    ...more,
    chains: new Map(),
    firstLine: line,
    lastLine: line,
  };
}

/** The chain of this name, made where the text has not named it before. */
export function openChain(table: TableDraft, name: string, line: number): ChainDraft {
  const known = table.chains.get(name);
  if (known) return known;
  const chain: ChainDraft = {
    name,
    line,
    policy: undefined,
    counters: undefined,
    references: undefined,
    rules: [],
  };
  table.chains.set(name, chain);
  return chain;
}

/**
 * Moves the chains that must be the next table's to it. Outputs put together show only where a
 * chain comes up again; the built-in chains just before, which stand first and in the order of
 * their hooks in every table, are the next table's as well.
 */
export function moveStrayChains(table: TableDraft, next: TableDraft): void {
  const strays = strayChains(table);
  for (const chain of strays) {
    table.chains.delete(chain.name);
    next.chains.set(chain.name, chain);
  }
  const [first] = strays;
  if (!first) return;
  next.firstLine = first.line;
  table.lastLine = first.line - 1;
}

function strayChains(table: TableDraft): readonly ChainDraft[] {
  const run: ChainDraft[] = [];
  for (const chain of [...table.chains.values()].reverse()) {
    const [next] = run;
    if (!chain.policy || (next && hookOf(chain) > hookOf(next))) return run;
    run.unshift(chain);
  }
  return [];
}

const HOOK_ORDER: readonly string[] = HOOKS;

function hookOf({ name }: ChainDraft): number {
  return HOOK_ORDER.indexOf(name);
}

export function readPolicy(text: string | undefined): Chain['policy'] | undefined {
  return text === 'ACCEPT' || text === 'DROP' || text === 'QUEUE' ? text : undefined;
}

/** Keeps the rule, and says so once where some of it was not understood. */
export function addRule(source: SourceLines, chain: ChainDraft, rule: Rule, line: number): void {
  chain.rules.push(rule);
  const unknown = unknownParts(rule);
  if (unknown.length === 0) source.understood(line);
  else source.unsupported(line, `rule kept, but not understood: ${excerpt(unknown.join(' '))}`);
}

export function finishTable(source: SourceLines, draft: TableDraft, family: Family): IptablesTable {
  const chains = [...draft.chains.values()];
  return {
    family: draft.family ?? family,
    table: tableOf(draft),
    form: draft.form,
    ...(draft.backend && { backend: draft.backend }),
    partial: draft.partial,
    ...(draft.nftOnlyLine !== undefined && { nftOnly: source.evidence(draft.nftOnlyLine) }),
    chains: chains.map((chain) => finishChain(source, chain)),
    evidence: source.evidence(draft.firstLine, draft.lastLine),
  };
}

function finishChain(source: SourceLines, chain: ChainDraft): Chain {
  return {
    name: chain.name,
    ...(chain.policy && { policy: chain.policy }),
    ...(chain.counters && { counters: chain.counters }),
    ...(chain.references !== undefined && { references: chain.references }),
    rules: chain.rules,
    evidence: source.evidence(chain.line),
  };
}

/** As the text says, else as its chains tell. */
export function tableOf({ table, chains }: TableDraft): TableName {
  return table ?? tableOfChains([...chains.keys()]);
}

/**
 * The table that has these built-in chains, for text that does not say: iptables(8). `security`
 * has those of `filter`, and is rare; one chain alone may be `filter`'s as well.
 */
export function tableOfChains(names: readonly string[]): TableName {
  const has = (name: string) => names.includes(name);
  if (has('FORWARD')) return has('PREROUTING') || has('POSTROUTING') ? 'mangle' : 'filter';
  if (has('POSTROUTING')) return 'nat';
  return has('PREROUTING') ? 'raw' : 'filter';
}
