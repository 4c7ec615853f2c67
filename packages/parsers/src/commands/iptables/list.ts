import type { Family, IptablesTable } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { type CommandLine, isTableName, readCommandLine } from './commandLine.ts';
import { guessFamily } from './family.ts';
import { SharedFields } from './fields.ts';
import { type Columns, cutRow, readColumns, readListedCounters } from './listedRow.ts';
import { readListedRule } from './listedRule.ts';
import { NftRemarks } from './nftRemarks.ts';
import {
  addRule,
  type ChainDraft,
  finishTable,
  moveStrayChains,
  openChain,
  openTable,
  readPolicy,
  type TableDraft,
} from './tableDraft.ts';

/**
 * Reads `iptables -L` with any of `-n -v -x --line-numbers`: iptables(8). Several outputs in one
 * text are several tables.
 */
export function parseListing(
  text: string,
  origin: Origin,
  argv: readonly string[],
): Parsed<IptablesTable> {
  const source = new SourceLines(text, origin);
  const reader = new ListingReader(source, readCommandLine(argv));
  for (const [i, line] of source.lines.entries()) {
    if (!source.isSettled(i)) reader.readLine(i, line);
  }
  const family = readCommandLine(argv)?.family ?? guessFamily(text);
  return source.finish(reader.finish(family), '`iptables -L` output');
}

interface OpenListing {
  readonly draft: TableDraft;
  rows: ListedLine[];
}

interface ListedLine {
  readonly line: number;
  readonly chain: ChainDraft;
  readonly columns: Columns;
}

/** What is printed without any option: what a listing that lost its headings is taken for. */
const BRIEF: Columns = { hasNumber: false, hasCounters: false, hasInterfaces: false };

class ListingReader {
  readonly #source: SourceLines;
  readonly #command: CommandLine | undefined;
  readonly #fields = new SharedFields();
  readonly #remarks: NftRemarks;
  readonly #listings: OpenListing[] = [];
  #chain: ChainDraft | undefined;
  #columns = BRIEF;
  /** `Table: nat`, as `service iptables status` prints it. */
  #titled: string | undefined;

  constructor(source: SourceLines, command: CommandLine | undefined) {
    this.#source = source;
    this.#command = command;
    this.#remarks = new NftRemarks(source);
  }

  readLine(i: number, line: string): void {
    if (line.startsWith('Chain ') && this.#readChain(i, line)) return;
    if (this.#readHeading(i, line) || this.#readTitle(i, line)) return;
    if (this.#remarks.read(i, line)) return;
    const listing = this.#listings.at(-1);
    if (!listing || !this.#chain) return;
    listing.rows.push({ line: i, chain: this.#chain, columns: this.#columns });
  }

  /** Rules come last: whether a target is a chain can be said when all chains are known. */
  finish(family: Family): readonly IptablesTable[] {
    for (const listing of this.#listings) this.#readRows(listing);
    const drafts = this.#remarks.applyTo(this.#listings.map(({ draft }) => draft));
    return drafts.map((draft) => finishTable(this.#source, draft, family));
  }

  // Chain INPUT (policy ACCEPT 12K packets, 3456M bytes)
  // Chain cali-INPUT (1 references)
  #readChain(i: number, line: string): boolean {
    const [, name, about] = /^Chain (\S+) \((.*)\)\s*$/.exec(line) ?? [];
    if (name === undefined || about === undefined) return false;
    const { draft } = this.#listingFor(name, i);
    const chain = openChain(draft, this.#fields.word(name), i);
    const [, policy, packets, bytes] =
      /^policy (\S+)(?: (\S+) packets, (\S+) bytes)?/.exec(about) ?? [];
    const [, references] = /^(\d+) references/.exec(about) ?? [];
    chain.policy = readPolicy(policy);
    if (chain.policy) chain.counters = readListedCounters(packets, bytes);
    if (references !== undefined) chain.references = Number(references);
    this.#chain = chain;
    this.#source.understood(i);
    return true;
  }

  #readHeading(i: number, line: string): boolean {
    const columns = readColumns(line);
    if (!columns) return false;
    this.#columns = columns;
    const draft = this.#listings.at(-1)?.draft;
    if (draft) draft.form = columns.hasInterfaces ? 'verbose' : 'brief';
    this.#source.ignored(i);
    return true;
  }

  #readTitle(i: number, line: string): boolean {
    const [, title] = /^Table: (\S+)\s*$/.exec(line) ?? [];
    if (title === undefined) return false;
    this.#titled = title;
    this.#chain = undefined;
    this.#source.understood(i);
    return true;
  }

  /** A chain that is there already is the next table's: outputs were put together. */
  #listingFor(chain: string, i: number): OpenListing {
    const open = this.#listings.at(-1);
    if (open && !open.draft.chains.has(chain) && this.#titled === undefined) return open;
    const title = this.#titled ?? '';
    const asked = this.#command && (this.#command.table ?? 'filter');
    const draft = openTable(i, {
      table: isTableName(title) ? title : open ? undefined : asked,
      backend: this.#command?.backend,
      form: 'brief',
      partial: this.#command?.chain !== undefined,
    });
    const listing = this.#open(draft, this.#titled === undefined ? open : undefined);
    this.#titled = undefined;
    return listing;
  }

  #open(draft: TableDraft, before: OpenListing | undefined): OpenListing {
    if (before) moveStrayChains(before.draft, draft);
    const isMoved = ({ chain }: ListedLine) => draft.chains.get(chain.name) === chain;
    const listing = { draft, rows: before?.rows.filter(isMoved) ?? [] };
    if (before) before.rows = before.rows.filter((row) => !isMoved(row));
    this.#listings.push(listing);
    return listing;
  }

  #readRows({ draft, rows }: OpenListing): void {
    const isChain = (name: string) => draft.chains.has(name);
    for (const { line, chain, columns } of rows) {
      const row = cutRow(this.#source.lines[line] ?? '', columns);
      if (!row) continue;
      const place = { number: chain.rules.length + 1, evidence: this.#source.evidence(line) };
      const rule = readListedRule(row, { fields: this.#fields, isChain }, place);
      addRule(this.#source, chain, rule, line);
      draft.lastLine = line;
    }
    for (const chain of draft.chains.values()) {
      draft.lastLine = Math.max(draft.lastLine, chain.line);
    }
  }
}
