import type { NftBaseChain, NftChain, NftRule, NftSet } from '@vethscope/model';
import { isRedactionNote } from '../../source/redactionNote.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { priorityOf } from './priority.ts';
import { familyOf, hookOf, remarkOn, TableDraft } from './tableDraft.ts';
import { textRule } from './textRule.ts';
import { textSet } from './textSet.ts';

/** `nft list ruleset` and `nft list tables` as text: nft(8). */
export function readTextTables(source: SourceLines): readonly TableDraft[] {
  const reader = new TextReader(source);
  for (const [i, line] of source.lines.entries()) {
    if (isRedactionNote(line)) reader.note();
    else if (!source.isSettled(i)) reader.line(i, line);
  }
  return reader.finish();
}

// table inet firewalld { # handle 3
const TABLE = /^\s*table (\w+) (\S+)( \{)?\s*(?:#.*)?$/;
const CHAIN = /^\s*chain (\S+) \{\s*(?:#.*)?$/;
const SET = /^\s*(set|map) (\S+) \{\s*(?:#.*)?$/;
/** A flowtable, a counter, … */
const OPENING = /\{\s*(?:#.*)?$/;
const CLOSING = /^\s*\}\s*(?:#.*)?$/;
//		type filter hook ingress device "lo" priority -500; policy accept;
//		type filter hook ingress devices = { eth0, eth1 } priority -500; policy accept;
const BASE_CHAIN = /^\s*type (\w+) hook (\w+) (?:(device.*) )?priority ([^;]+);(?: policy (\w+);)?/;

class TextReader {
  readonly #source: SourceLines;
  readonly #tables: TableDraft[] = [];
  /** Lines that say which tables and base chains there are. */
  readonly #told: number[] = [];
  #table: TableDraft | undefined;
  #chain: string | undefined;
  /** Of the table: with the lines of its rules, which may be several for one. */
  #chains: ChainDraft[] = [];
  #isInBlock = false;
  #set: SetDraft | undefined;
  #sets: NftSet[] = [];
  /** `elements = { 10.96.0.1, 10.96.0.10,`: the next line belongs to this one. */
  #isContinued = false;

  constructor(source: SourceLines) {
    this.#source = source;
  }

  line(i: number, line: string): void {
    if (!this.#table) this.#outside(i, line);
    else this.#inside(i, line, this.#table);
  }

  /** Of a redacted capture: rules were here. */
  note(): void {
    this.#table?.cutRules(this.#chain ?? '');
  }

  finish(): readonly TableDraft[] {
    for (const table of this.#tables) {
      const { from, to } = table.lines;
      if (table.managedBy === 'iptables' || !table.hasSay) this.#source.ignored(from, to);
      else this.#source.unsupported(from, remarkOn(table), 'info', to);
    }
    for (const line of this.#told) this.#source.understood(line);
    return this.#tables;
  }

  #outside(i: number, line: string): void {
    const [, word, name = '', opening] = TABLE.exec(line) ?? [];
    const family = familyOf(word);
    if (family === undefined) return;
    const table = new TableDraft(family, name, i);
    this.#tables.push(table);
    this.#told.push(i);
    this.#chains = [];
    this.#sets = [];
    if (opening !== undefined) this.#table = table;
  }

  #inside(i: number, line: string, table: TableDraft): void {
    table.endAt(i);
    if (CLOSING.test(line)) this.#close(i);
    else if (this.#isInBlock) return;
    else if (this.#set) this.#set.block.push(line);
    else if (this.#chain !== undefined) this.#inChain(i, line, table, this.#chain);
    else this.#inTable(i, line, table);
  }

  #close(i: number): void {
    if (this.#isInBlock) {
      this.#isInBlock = false;
      return;
    }
    if (this.#set) {
      this.#sets.push(this.#finishSet(this.#set, i));
      this.#set = undefined;
      return;
    }
    this.#told.push(i);
    if (this.#chain !== undefined) {
      this.#chain = undefined;
      return;
    }
    if (this.#table) {
      const chains = this.#chains.map(this.#finishChain);
      this.#table.content = { chains, sets: this.#sets };
    }
    this.#table = undefined;
  }

  #inTable(i: number, line: string, table: TableDraft): void {
    const chain = CHAIN.exec(line)?.[1];
    const [, kind, set] = SET.exec(line) ?? [];
    if (chain !== undefined) {
      this.#chain = chain;
      this.#chains.push({ name: chain, from: i, rules: [] });
      this.#told.push(i);
    } else if (/^\s*flags (.*,)?\s*dormant\b/.test(line)) {
      table.isDormant = true;
      this.#told.push(i);
    } else if (set !== undefined) {
      this.#set = { kind: kind === 'map' ? 'map' : 'set', name: set, from: i, block: [] };
    } else if (OPENING.test(line)) {
      this.#isInBlock = true;
    }
  }

  #inChain(i: number, line: string, table: TableDraft, chain: string): void {
    const draft = this.#chains.at(-1);
    const [, type = '', hookWord, on, priority = '', policy] = BASE_CHAIN.exec(line) ?? [];
    const hook = hookOf(hookWord);
    if (hook !== undefined) {
      this.#told.push(i);
      const base = {
        ...{ type, hook, priority: priorityOf(priority, table.family) },
        policy: policy === 'drop' ? ('drop' as const) : ('accept' as const),
        ...(on !== undefined && { devices: devicesIn(on) }),
      };
      table.hook({ chain, ...base });
      if (draft) draft.base = base;
      return;
    }
    if (/^\s*(comment "|policy \w+;)/.test(line)) return;
    if (this.#isContinued) {
      draft?.rules.at(-1)?.push(i);
    } else {
      table.rule(chain);
      draft?.rules.push([i]);
    }
    this.#isContinued = /[,{]\s*$/.test(line);
  }

  readonly #finishChain = ({ name, base, from, rules }: ChainDraft): NftChain => ({
    name,
    ...(base && { base }),
    rules: rules.map((lines, i) => this.#finishRule(lines, i + 1)),
    evidence: this.#source.evidence(from),
  });

  #finishSet({ kind, name, from, block }: SetDraft, to: number): NftSet {
    const { set, unread } = textSet(kind, name, block);
    const [first] = unread;
    if (first !== undefined && this.#table?.managedBy !== 'iptables') {
      const count = unread.length === 1 ? '1 line is' : `${unread.length} lines are`;
      this.#source.report(from, 'warning', `nft ${kind} ${name}: ${count} not known: ${first}`, to);
    }
    return { ...set, evidence: this.#source.evidence(from, to) };
  }

  #finishRule(lines: readonly number[], number: number): NftRule {
    const [from = 0] = lines;
    const text = lines.map((i) => (this.#source.lines[i] ?? '').trim()).join(' ');
    return {
      number,
      ...textRule(text),
      evidence: this.#source.evidence(from, lines.at(-1) ?? from),
    };
  }
}

/** `device "lo"`, `devices = { eth0, eth1 }`. */
function devicesIn(text: string): readonly string[] {
  return text.replace(/^devices?/, '').match(/[^\s"={},]+/g) ?? [];
}

interface SetDraft {
  readonly kind: NftSet['kind'];
  readonly name: string;
  readonly from: number;
  readonly block: string[];
}

interface ChainDraft {
  readonly name: string;
  base?: Omit<NftBaseChain, 'chain' | 'rules'>;
  readonly from: number;
  readonly rules: number[][];
}
