import {
  type Family,
  type IptablesTable,
  type NftTable,
  type Rule,
  TABLES,
  type TableName,
} from '@vethscope/model';
import { type Namespace, perNamespace } from '../network/network.ts';
import { CompiledTable } from './chains/compiledChain.ts';
import type { Station } from './hook.ts';

/** The rules of one family in one namespace, ready to be walked. */
export interface Ruleset {
  /** Of each name none, one, or one of each back end: nft's first. */
  readonly tables: ReadonlyMap<TableName, readonly CompiledTable[]>;
  /** A rule wants connections tracked: nf_ct_netns_get(). Without one they are not. */
  readonly isTracking: boolean;
  /** There is a built-in chain of nat: packets of known connections are translated at every hook. */
  readonly isTranslating: boolean;
  /** nft and legacy have rules, so that their order counts. */
  readonly isTwofold: boolean;
}

/** The tables that a packet meets there. */
export function tablesAt(
  { tables }: Ruleset,
  station: Exclude<Station, 'track' | 'confirm'>,
): readonly CompiledTable[] {
  switch (station) {
    case 'security (legacy)':
      return security(tables).filter(({ table }) => table.backend === 'legacy');
    case 'security (nft)':
      return security(tables).filter(({ table }) => table.backend !== 'legacy');
    default:
      return tables.get(station) ?? NONE;
  }
}

const NONE: readonly CompiledTable[] = [];

function security(tables: Ruleset['tables']): readonly CompiledTable[] {
  return tables.get('security') ?? NONE;
}

export function rulesetOf(netns: Namespace, family: Family): Ruleset {
  const { ip, ip6 } = rulesets(netns);
  return family === 4 ? ip : ip6;
}

const rulesets = perNamespace(({ facts: { iptables, nftTables } }) => {
  const tables = iptables.map((table) => asTheKernelHasIt(table, nftTables));
  return {
    ip: compile(tables.filter(({ family }) => family === 4)),
    ip6: compile(tables.filter(({ family }) => family === 6)),
  };
});

/**
 * iptables-nft-save prints every built-in chain of a table. Those that nobody has put a rule into need
 * not be there: nft's own listing tells.
 */
function asTheKernelHasIt(table: IptablesTable, nftTables: readonly NftTable[]): IptablesTable {
  if (table.backend !== 'nft') return table;
  const family = table.family === 4 ? 'ip' : 'ip6';
  const listed = nftTables.find((one) => one.family === family && one.name === table.table);
  if (!listed?.hooks) return table;
  const there = new Set(listed.hooks.map(({ chain }) => chain));
  const chains = table.chains.filter(
    ({ name, policy, rules }) => policy !== 'ACCEPT' || rules.length > 0 || there.has(name),
  );
  return { ...table, chains };
}

function compile(captured: readonly IptablesTable[]): Ruleset {
  const tables = new Map<TableName, readonly CompiledTable[]>();
  for (const name of TABLES) {
    const found = captured.filter(({ table }) => table === name);
    const nftFirst = [
      ...found.filter(({ backend }) => backend !== 'legacy'),
      ...found.filter(({ backend }) => backend === 'legacy'),
    ];
    if (found.length > 0)
      tables.set(
        name,
        nftFirst.map((table) => new CompiledTable(table)),
      );
  }
  return {
    tables,
    isTracking: captured.some((table) => isHiddenNat(table) || rulesWantTracking(table)),
    isTranslating: captured.some(
      (table) =>
        isHiddenNat(table) ||
        (table.table === 'nat' && table.chains.some(({ policy }) => policy !== undefined)),
    ),
    isTwofold: [...tables.values()].some((found) => found.length > 1),
  };
}

/** # Table `nat' is incompatible, use 'nft' tool. */
function isHiddenNat({ table, partial }: IptablesTable): boolean {
  return table === 'nat' && partial;
}

function rulesWantTracking({ table, chains }: IptablesTable): boolean {
  return chains.some(({ rules }) =>
    rules.some((rule) => wantsTracking(rule) || (table === 'nat' && isNotUnderstood(rule))),
  );
}

/** `-j DNAT [unsupported revision]`: most targets that only nat has translate, and so track. */
function isNotUnderstood({ target }: Rule): boolean {
  return target.kind === 'unknown';
}

/** Whose checkentry() calls nf_ct_netns_get(). */
const TRACKING_MATCHES: ReadonlySet<Rule['matches'][number]['kind']> = new Set([
  'conntrack',
  'state',
  'connmark',
  'connlimit',
]);
const TRACKING_TARGETS: ReadonlySet<Rule['target']['kind']> = new Set([
  'dnat',
  'snat',
  'masquerade',
  'redirect',
  'connmark',
  'ct',
]);

function wantsTracking({ matches, target }: Rule): boolean {
  if (TRACKING_TARGETS.has(target.kind)) return true;
  return matches.some(({ kind }) => TRACKING_MATCHES.has(kind));
}
