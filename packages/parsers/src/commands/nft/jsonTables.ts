import type { Evidence, NftChain, NftRule, NftSet } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { scanContainer } from '../../source/jsonSpans.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { jumpsIn, readStatement } from './statements.ts';
import { familyOf, hookOf, remarkOn, TableDraft } from './tableDraft.ts';
import { elementText } from './valueText.ts';

/**
 * `{"nftables": [{"metainfo": …}, {"table": …}, {"chain": …}, {"rule": …}, …]}`, all on one line:
 * libnftables-json(5). That of 160,000 rules has more than 100 MB: of a table that iptables-save lists,
 * too, no more is looked at in a rule than whose it is.
 */
export function readJsonTables(source: SourceLines): readonly TableDraft[] {
  const text = source.lines.join('\n');
  const tables: Tables = new Map();
  const lineAt = lineCounter(text);
  for (const { 0: opening, 1: kind, index } of text.matchAll(ELEMENT)) {
    const place = { at: index + opening.length - 1, ...lineAt(index) };
    if (kind === 'rule') countRule(text, place, tables);
    else readElement(kind, text, place, tables);
  }
  settleLines(source);
  for (const { draft, rules, elements } of tables.values()) {
    if (draft.managedBy === 'iptables') continue;
    draft.content = readContent(text, elements, source);
    const from = rules[0]?.line ?? draft.lines.from;
    if (draft.hasSay) source.report(from, 'info', remarkOn(draft), rules.at(-1)?.line ?? from);
    reportUnknown(draft, source);
  }
  return [...tables.values()].map(({ draft }) => draft);
}

/** `{"rule": {`: in no string, since there the quotes would have backslashes. */
const ELEMENT = /\{\s*"(table|chain|rule|set|map)"\s*:\s*\{/g;

/** Where an element's object opens. */
interface Place {
  readonly at: number;
  /** 0-based, as the offset at which that line begins. */
  readonly line: number;
  readonly lineStart: number;
}

interface JsonTable {
  readonly draft: TableDraft;
  readonly rules: Place[];
  readonly elements: { readonly kind: string; readonly place: Place }[];
}

type Tables = Map<string, JsonTable>;

/** `{"family": "ip", "table": "nat", "chain": "POSTROUTING", "handle": 59, "expr": [` */
const RULE_OWNER =
  /\{\s*"family"\s*:\s*"(\w+)"\s*,\s*"table"\s*:\s*"([^"\\]*)"(?:\s*,\s*"chain"\s*:\s*"([^"\\]*)")?/y;

function countRule(text: string, place: Place, tables: Tables): void {
  RULE_OWNER.lastIndex = place.at;
  const [, family, name, chain] = RULE_OWNER.exec(text) ?? ownerOf(parsedAt(text, place.at));
  const table = tables.get(`${family} ${name}`);
  if (!table) return;
  table.draft.rule(chain ?? '');
  table.rules.push(place);
  table.elements.push({ kind: 'rule', place });
}

/** Where something else than nft has put the fields in another order. */
function ownerOf(rule: unknown): readonly (string | undefined)[] {
  return [undefined, textAt(rule, 'family'), textAt(rule, 'table'), textAt(rule, 'chain')];
}

function readElement(kind: string | undefined, text: string, place: Place, tables: Tables): void {
  const value = parsedAt(text, place.at);
  const family = familyOf(textAt(value, 'family'));
  const name = textAt(value, 'name');
  if (kind === undefined || family === undefined || name === undefined) return;
  if (kind === 'table') {
    const draft = new TableDraft(family, name, place.line);
    draft.isDormant = [fieldAt(value, 'flags')].flat().includes('dormant');
    tables.set(`${family} ${name}`, { draft, rules: [], elements: [] });
    return;
  }
  tables.get(`${family} ${textAt(value, 'table')}`)?.elements.push({ kind, place });
  if (kind !== 'chain') return;
  // {"chain": {"family": "ip", "table": "nat", "name": "PREROUTING", "handle": 49, "type": "nat",
  //   "hook": "prerouting", "prio": -100, "policy": "accept"}}
  const base = readBase(value);
  if (base) tables.get(`${family} ${textAt(value, 'table')}`)?.draft.hook({ chain: name, ...base });
}

function readBase(chain: unknown): NftChain['base'] {
  const hook = hookOf(textAt(chain, 'hook'));
  if (hook === undefined) return undefined;
  // "dev": "lo", "dev": ["eth0", "eth1"]
  const devices = [fieldAt(chain, 'dev') ?? []].flat().map(String);
  return {
    type: textAt(chain, 'type') ?? 'filter',
    hook,
    priority: numberAt(chain, 'prio') ?? 0,
    policy: textAt(chain, 'policy') === 'drop' ? 'drop' : 'accept',
    ...(devices.length > 0 && { devices }),
  };
}

/** Chains with their rules, sets and maps of a table that nobody else lists. */
function readContent(
  text: string,
  elements: JsonTable['elements'],
  source: SourceLines,
): TableDraft['content'] {
  const chains = new Map<string, NftChain & { readonly rules: NftRule[] }>();
  const sets: NftSet[] = [];
  for (const { kind, place } of elements) {
    const { end = text.length } = scanContainer(text, place.at);
    const value = parsed(text.slice(place.at, end));
    const evidence = evidenceOf(place, end, source);
    if (kind === 'chain') {
      const chain = readChain(value, evidence);
      chains.set(chain.name, chain);
    } else if (kind === 'rule') {
      const rules = chains.get(textAt(value, 'chain') ?? '')?.rules;
      rules?.push(readRule(value, rules.length + 1, evidence));
    } else {
      sets.push(readSet(kind === 'map' ? 'map' : 'set', value, evidence));
    }
  }
  return { chains: [...chains.values()], sets };
}

/** With where in its line: all of a ruleset stands in one. */
function evidenceOf({ at, line, lineStart }: Place, end: number, source: SourceLines): Evidence {
  const { length = 0 } = source.lines[line] ?? '';
  const evidence = source.evidence(line);
  if (end - lineStart > length) return evidence;
  return { ...evidence, columns: { from: at - lineStart + 1, to: end - lineStart } };
}

function readChain(value: unknown, evidence: Evidence): NftChain & { readonly rules: NftRule[] } {
  const base = readBase(value);
  const comment = textAt(value, 'comment');
  return {
    name: textAt(value, 'name') ?? '',
    ...(base && { base }),
    ...(comment !== undefined && { comment }),
    rules: [],
    evidence,
  };
}

/** `{"family": "inet", …, "handle": 20, "comment": "listed", "expr": […]}` */
function readRule(value: unknown, number: number, evidence: Evidence): NftRule {
  const handle = numberAt(value, 'handle');
  const comment = textAt(value, 'comment');
  const statements = itemsAt(value, 'expr');
  const counter = statements.map((one) => fieldAt(one, 'counter')).find(Boolean);
  const packets = numberAt(counter, 'packets');
  const bytes = numberAt(counter, 'bytes');
  const isCounted = packets !== undefined && bytes !== undefined;
  return {
    number,
    ...(handle !== undefined && { handle }),
    // A redacted capture has rules without.
    ...(fieldAt(value, 'expr') !== undefined && { statements: statements.map(readStatement) }),
    ...(comment !== undefined && { comment }),
    ...(isCounted && { counters: { packets, bytes, rounded: false } }),
    evidence,
  };
}

function readSet(kind: NftSet['kind'], value: unknown, evidence: Evidence): NftSet {
  const typeOf = (field: string) => [fieldAt(value, field) ?? []].flat().join(' . ');
  const comment = textAt(value, 'comment');
  const elements = itemsAt(value, 'elem');
  const jumps = jumpsIn(elements);
  return {
    name: textAt(value, 'name') ?? '',
    kind,
    type: kind === 'map' ? `${typeOf('type')} : ${typeOf('map')}` : typeOf('type'),
    flags: [fieldAt(value, 'flags') ?? []].flat().map(String),
    ...(comment !== undefined && { comment }),
    elements: elements.map((element) => elementText(element) ?? JSON.stringify(element)),
    ...(jumps.length > 0 && { jumps }),
    evidence,
  };
}

/** Once for a table: what stands in its rules and is not known. */
function reportUnknown({ family, name, content, lines }: TableDraft, source: SourceLines): void {
  const rules = content?.chains.flatMap((chain) => chain.rules) ?? [];
  const unknown = rules.flatMap(({ statements = [] }) =>
    statements.filter(({ kind }) => kind === 'unknown'),
  );
  const [first] = unknown;
  if (!first) return;
  const count = unknown.length === 1 ? '1 statement is' : `${unknown.length} statements are`;
  source.report(
    lines.from,
    'warning',
    `nft table ${family} ${name}: ${count} not known: ${first.text}`,
  );
}

function parsedAt(text: string, at: number): unknown {
  const { end } = scanContainer(text, at);
  return end === undefined ? undefined : parsed(text.slice(at, end));
}

/** `undefined` where it is cut off. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
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

/** For offsets that only grow. */
function lineCounter(text: string): (offset: number) => Omit<Place, 'at'> {
  let line = 0;
  let lineStart = 0;
  let end = text.indexOf('\n');
  return (offset) => {
    while (end >= 0 && end < offset) {
      line++;
      lineStart = end + 1;
      end = text.indexOf('\n', lineStart);
    }
    return { line, lineStart };
  };
}
