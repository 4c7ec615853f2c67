import { fieldAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { scanContainer } from '../../source/jsonSpans.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { familyOf, hookOf, remarkOn, TableDraft } from './tableDraft.ts';

/**
 * `{"nftables": [{"metainfo": …}, {"table": …}, {"chain": …}, {"rule": …}, …]}`, all on one line:
 * libnftables-json(5). That of 160,000 rules has more than 100 MB, so only tables and chains are
 * taken apart; of a rule no more is looked at than whose it is.
 */
export function readJsonTables(source: SourceLines): readonly TableDraft[] {
  const text = source.lines.join('\n');
  const tables = new Map<string, JsonTable>();
  const lineAt = lineCounter(text);
  for (const { 0: opening, 1: kind, index } of text.matchAll(ELEMENT)) {
    const at = index + opening.length - 1;
    if (kind === 'rule') countRule(text, at, lineAt(index), tables);
    else readElement(kind, text, at, lineAt(index), tables);
  }
  settleLines(source);
  for (const { draft, rules } of tables.values()) {
    if (draft.managedBy === 'iptables' || !draft.hasSay) continue;
    const { from, to } = rules ?? draft.lines;
    source.unsupported(from, remarkOn(draft), 'warning', to);
  }
  return [...tables.values()].map(({ draft }) => draft);
}

/** `{"rule": {`: in no string, since there the quotes would have backslashes. */
const ELEMENT = /\{\s*"(table|chain|rule)"\s*:\s*\{/g;

interface JsonTable {
  readonly draft: TableDraft;
  /** Lines of its rules. */
  rules?: { readonly from: number; to: number };
}

type Tables = Map<string, JsonTable>;

/** `{"family": "ip", "table": "nat", "chain": "POSTROUTING", "handle": 59, "expr": [` */
const RULE_OWNER =
  /\{\s*"family"\s*:\s*"(\w+)"\s*,\s*"table"\s*:\s*"([^"\\]*)"(?:\s*,\s*"chain"\s*:\s*"([^"\\]*)")?/y;

function countRule(text: string, at: number, line: number, tables: Tables): void {
  RULE_OWNER.lastIndex = at;
  const [, family, name, chain] = RULE_OWNER.exec(text) ?? ownerOf(parsedAt(text, at));
  const table = tables.get(`${family} ${name}`);
  if (!table) return;
  table.draft.rule(chain ?? '');
  if (table.rules) table.rules.to = line;
  else table.rules = { from: line, to: line };
}

/** Where something else than nft has put the fields in another order. */
function ownerOf(rule: unknown): readonly (string | undefined)[] {
  return [undefined, textAt(rule, 'family'), textAt(rule, 'table'), textAt(rule, 'chain')];
}

function readElement(
  kind: string | undefined,
  text: string,
  at: number,
  line: number,
  tables: Tables,
): void {
  const value = parsedAt(text, at);
  const family = familyOf(textAt(value, 'family'));
  const name = textAt(value, 'name');
  if (family === undefined || name === undefined) return;
  if (kind === 'table') {
    const draft = new TableDraft(family, name, line);
    draft.isDormant = [fieldAt(value, 'flags')].flat().includes('dormant');
    tables.set(`${family} ${name}`, { draft });
    return;
  }
  // {"chain": {"family": "ip", "table": "nat", "name": "PREROUTING", "handle": 49, "type": "nat",
  //   "hook": "prerouting", "prio": -100, "policy": "accept"}}
  const hook = hookOf(textAt(value, 'hook'));
  if (hook === undefined) return;
  tables.get(`${family} ${textAt(value, 'table')}`)?.draft.hook({
    chain: name,
    type: textAt(value, 'type') ?? 'filter',
    hook,
    priority: numberAt(value, 'prio') ?? 0,
    policy: textAt(value, 'policy') === 'drop' ? 'drop' : 'accept',
  });
}

function parsedAt(text: string, at: number): unknown {
  const { end } = scanContainer(text, at);
  if (end === undefined) return undefined;
  try {
    return JSON.parse(text.slice(at, end));
  } catch {
    return undefined;
  }
}

/** What stands before and behind the document is left for `finish` to report. */
function settleLines(source: SourceLines): void {
  const first = source.lines.findIndex((line) => /^\s*\{/.test(line));
  const last = source.lines.findLastIndex((line) => /\]\s*\}\s*$/.test(line.slice(-100)));
  if (last >= first) source.understood(first, last);
  else {
    const end = source.lines.length - 1;
    source.understood(first, end);
    source.unrecognized(end, 'broken or cut off JSON: tables, chains or rules may be missing');
  }
}

/** For offsets that only grow: 0-based lines. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let end = text.indexOf('\n');
  return (offset) => {
    while (end >= 0 && end < offset) {
      line++;
      end = text.indexOf('\n', end + 1);
    }
    return line;
  };
}
