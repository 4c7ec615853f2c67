import { compareText } from '../evidence.ts';
import type { Id } from '../ids.ts';
import { formatMatch } from '../snapshot/formatMatch.ts';
import { formatRule, hidesInterfaces } from '../snapshot/formatRule.ts';
import type { Chain, IptablesTable, Rule } from '../snapshot/iptables.ts';
import type { Differences } from './diffEntries.ts';
import { diffSequence } from './diffSequence.ts';
import type { Incomparable, RecordChange, RecordSide } from './recordChange.ts';

/** All tables of one namespace in one capture. */
export interface TablesSide {
  readonly tables: readonly IptablesTable[];
  /** Whether a table that is not among them does not exist. */
  readonly settles: (table: IptablesTable) => boolean;
}

/**
 * Chains and rules that differ. Rules are compared by what they say and in their order, since the
 * kernel asks them one after the other: a rule put in between is one change. Without counters.
 */
export function diffIptables(id: Id, before: TablesSide, after: TablesSide): Differences {
  const compared = pairTables(before.tables, after.tables).map(({ place, old, now }) => {
    if (old && now) return diffTable(id, place, old, now);
    const table = old ?? now;
    if (!table) return NO_DIFFERENCE;
    if ((old ? after : before).settles(table))
      return diffTable(id, place, old ?? without(table), now ?? without(table));
    return {
      changes: [],
      incomparable: [
        {
          ...{ id, fact: factOf(table), place, reason: 'notCaptured' as const },
          side: old ? ('after' as const) : ('before' as const),
          records: countRules(table),
        },
      ],
    };
  });
  return {
    changes: compared.flatMap(({ changes }) => changes),
    incomparable: compared.flatMap(({ incomparable }) => incomparable),
  };
}

const NO_DIFFERENCE: Differences = { changes: [], incomparable: [] };

interface TablePair {
  /** `IPv4 filter`, `IPv4 filter (legacy)` where both back ends have one. */
  readonly place: string;
  readonly old?: IptablesTable;
  readonly now?: IptablesTable;
}

/** By family and name, and by the back end where both captures tell it. */
function pairTables(
  before: readonly IptablesTable[],
  after: readonly IptablesTable[],
): readonly TablePair[] {
  const names = [...new Set([...before, ...after].map(tablePlace))].sort(compareText);
  return names.flatMap((name) => {
    const [old, now] = [before, after].map((tables) =>
      tables.filter((table) => tablePlace(table) === name),
    );
    const [a, b] = [old?.[0], now?.[0]];
    const isOneEach = old?.length === 1 && now?.length === 1;
    if (isOneEach && a && b && (a.backend ?? b.backend) === (b.backend ?? a.backend))
      return [{ place: name, old: a, now: b }];
    const backends = new Set([...(old ?? []), ...(now ?? [])].map(({ backend }) => backend));
    return [...backends]
      .sort((x, y) => compareText(x ?? '', y ?? ''))
      .map((backend) => {
        const of = (tables: readonly IptablesTable[] | undefined) =>
          tables?.find((table) => table.backend === backend);
        const [oldOne, nowOne] = [of(old), of(now)];
        return {
          place: backend === undefined || backends.size === 1 ? name : `${name} (${backend})`,
          ...(oldOne && { old: oldOne }),
          ...(nowOne && { now: nowOne }),
        };
      });
  });
}

function tablePlace({ family, table }: IptablesTable): string {
  return `IPv${family} ${table}`;
}

function factOf({ family }: IptablesTable): 'iptables4' | 'iptables6' {
  return family === 4 ? 'iptables4' : 'iptables6';
}

/** The same listing of a table that is not there. */
function without(table: IptablesTable): IptablesTable {
  return { ...table, chains: [], partial: false };
}

function diffTable(id: Id, place: string, old: IptablesTable, now: IptablesTable): Differences {
  const before = new Map(old.chains.map((chain) => [chain.name, chain]));
  const after = new Map(now.chains.map((chain) => [chain.name, chain]));
  const textOf = ruleTexts(old, now);
  const changes: (readonly RecordChange[])[] = [];
  const left = { before: 0, after: 0 };
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort(compareText)) {
    const [a, b] = [before.get(name), after.get(name)];
    if (!a && old.partial) left.before += 1 + (b?.rules.length ?? 0);
    else if (!b && now.partial) left.after += 1 + (a?.rules.length ?? 0);
    else changes.push(diffChain(id, place, a, b), diffRules(id, place, textOf, a, b));
  }
  const about = { id, fact: factOf(now), place };
  return {
    changes: changes.flat(),
    incomparable: [
      ...(['before', 'after'] as const).flatMap((side): readonly Incomparable[] =>
        left[side] > 0 ? [{ ...about, side, reason: 'partial', records: left[side] }] : [],
      ),
      ...hiddenInterfaces(about, old, now),
    ],
  };
}

function hiddenInterfaces(
  about: Pick<Incomparable, 'id' | 'fact' | 'place'>,
  old: IptablesTable,
  now: IptablesTable,
): readonly Incomparable[] {
  const [before, after] = [countHiding(old), countHiding(now)];
  if (before + after === 0) return [];
  const side = before === 0 ? 'after' : after === 0 ? 'before' : 'both';
  return [{ ...about, side, reason: 'interfacesHidden', records: Math.max(before, after) }];
}

function countHiding({ chains }: IptablesTable): number {
  return chains.reduce((sum, { rules }) => sum + rules.filter(hidesInterfaces).length, 0);
}

function diffChain(id: Id, place: string, old?: Chain, now?: Chain): readonly RecordChange[] {
  const [before, after] = [old && chainSide(old), now && chainSide(now)];
  return before?.text === after?.text
    ? []
    : [{ id, kind: 'chain', place, ...(before && { before }), ...(after && { after }) }];
}

/** `-P FORWARD DROP`, `-N cali-FORWARD`: as `iptables -S` prints it. */
function chainSide({ name, policy, evidence }: Chain): RecordSide {
  const text = policy === undefined ? `-N ${name}` : `-P ${name} ${policy}`;
  return { text, evidence: [evidence] };
}

type RuleText = (rule: Rule) => string;

function diffRules(
  id: Id,
  place: string,
  textOf: RuleText,
  old: Chain | undefined,
  now: Chain | undefined,
): readonly RecordChange[] {
  const [before, after] = [old?.rules ?? [], now?.rules ?? []];
  const chain = now?.name ?? old?.name ?? '';
  const about = { id, kind: 'rule' as const, place: `${place} ${chain}` };
  const [texts, laterTexts] = [before.map(textOf), after.map(textOf)];
  const side = (rules: readonly Rule[], compared: readonly string[], index: number) => {
    const rule = rules[index];
    return rule && ruleSide(chain, rule, textOf === formatRule ? compared[index] : undefined);
  };
  return diffSequence(texts, laterTexts).map((step) => {
    const a = step.kind === 'came' ? undefined : side(before, texts, step.before);
    const b = step.kind === 'went' ? undefined : side(after, laterTexts, step.after);
    return { ...about, ...(a && { before: a }), ...(b && { after: b }) };
  });
}

/** `text`: the rule in words, where it was compared by just these: a chain may have 160,000. */
function ruleSide(chain: string, rule: Rule, text = formatRule(rule)): RecordSide {
  const { number, evidence } = rule;
  return { text: `-A ${chain} ${text}`.trimEnd(), number, evidence: [evidence] };
}

/**
 * By what rules are compared. `iptables -L` prints comments behind other matches, and hides interfaces
 * where it was asked without `-v`: then it is by what both listings show.
 */
function ruleTexts(old: IptablesTable, now: IptablesTable): RuleText {
  if (old.form === now.form) return formatRule;
  const hides = old.form === 'brief' || now.form === 'brief';
  return (rule) => {
    const shown: Rule = hides
      ? { ...rule, inInterface: { kind: 'unknown' }, outInterface: { kind: 'unknown' } }
      : rule;
    const matches = shown.matches.map(formatMatch).sort(compareText);
    return [formatRule({ ...shown, matches: [] }), ...matches].join('\n');
  };
}

function countRules({ chains }: IptablesTable): number {
  return chains.reduce((sum, { rules }) => sum + 1 + rules.length, 0);
}
