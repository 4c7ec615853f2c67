import {
  type ChangeWay,
  changeWay,
  type Evidence,
  type Id,
  type IptablesTable,
  type NftTable,
  type RecordChange,
  type RecordSide,
} from '@vethscope/model';
import type { Side } from './detailsSide.ts';

/** What became of a rule or a chain, as one of the captures shows it. */
export interface RuleChange {
  readonly way: ChangeWay;
  /** The same in the other capture, where it is there. */
  readonly other?: RecordSide;
}

/** How the rules of one capture differ from those of the other one. */
export interface RuleChanges {
  /** Of the rule or chain that stands there. */
  readonly at: (evidence: Evidence) => RuleChange | undefined;
  /** Rules of a chain that only the other capture has. */
  readonly elsewhere: (table: IptablesTable | NftTable, chain: string) => readonly RecordSide[];
  /** How many rules of a chain differ, with those that only the other capture has. */
  readonly count: (table: IptablesTable | NftTable, chain: string) => number;
}

/** For a view of the capture on `side`, of the namespace `id`. */
export function ruleChanges(changes: readonly RecordChange[], side: Side, id: Id): RuleChanges {
  const otherSide = side === 'after' ? 'before' : 'after';
  const byLine = new Map<string, RuleChange>();
  const byPlace = new Map<string, { count: number; readonly elsewhere: RecordSide[] }>();
  for (const change of changes) {
    if (change.id !== id || !KINDS.has(change.kind)) continue;
    const { [side]: own, [otherSide]: other } = change;
    const way = changeWay(change);
    for (const evidence of own?.evidence ?? []) {
      byLine.set(lineOf(evidence), { way, ...(other && { other }) });
    }
    if (change.kind === 'chain') continue;
    const place = change.place ?? '';
    const known = byPlace.get(place) ?? { count: 0, elsewhere: [] };
    known.count++;
    if (!own && other) known.elsewhere.push(other);
    byPlace.set(place, known);
  }
  const at = (table: IptablesTable | NftTable, chain: string) =>
    placesOf(table)
      .map((place) => byPlace.get(`${place} ${chain}`))
      .find(Boolean);
  return {
    at: (evidence) => byLine.get(lineOf(evidence)),
    elsewhere: (table, chain) => at(table, chain)?.elsewhere ?? [],
    count: (table, chain) => at(table, chain)?.count ?? 0,
  };
}

const KINDS: ReadonlySet<RecordChange['kind']> = new Set(['rule', 'chain', 'nftRule']);

function placesOf(table: IptablesTable | NftTable): readonly string[] {
  if ('managedBy' in table) return [`${table.family} ${table.name}`];
  const place = `IPv${table.family} ${table.table}`;
  return [place, `${place} (${table.backend})`];
}

/** All of a ruleset in JSON is one line. */
function lineOf({ file, line, columns }: Evidence): string {
  return `${file}:${line}:${columns?.from ?? ''}`;
}
