import type { Family, PolicyRule, Route } from '@vethscope/model';
import { type Namespace, perNamespace } from '../network/network.ts';
import { localRoutes } from './localRoutes.ts';
import { type CompiledRule, compileRules } from './policyRules.ts';
import { RouteTable } from './routeTable.ts';

/** The tables of one family, and which of them is asked when. */
export interface Fib {
  readonly family: Family;
  /** Sorted by priority; those that the kernel comes with where none were captured. */
  readonly rules: readonly CompiledRule[];
  /** Where a rule stands, for `goto`. */
  readonly places: ReadonlyMap<number, number>;
  readonly rulesAre: 'captured' | 'presumed';
  /**
   * Only the rules that the kernel comes with: IPv4 then keeps `local` and `main` in one trie, in
   * which the longest prefix of both wins (fib_new_table() in net/ipv4/fib_frontend.c).
   */
  readonly localAndMain?: RouteTable;
  table(name: string): TableAnswer;
}

type TableAnswer =
  | { readonly kind: 'known'; readonly table: RouteTable }
  /** `main`: none of the family's routes were captured. */
  | { readonly kind: 'notCaptured' };

export const fibOf: (netns: Namespace, family: Family) => Fib = (netns, family) =>
  family === 4 ? fib4(netns) : fib6(netns);

const fib4 = perNamespace((netns) => makeFib(netns, 4));
const fib6 = perNamespace((netns) => makeFib(netns, 6));

function makeFib(netns: Namespace, family: Family): Fib {
  const byTable = new Map<string, Route[]>([['local', [...localRoutes(netns, family)]]]);
  for (const route of netns.facts.routes) {
    if (route.family !== family || route.table === 'local') continue;
    const there = byTable.get(route.table);
    if (there) there.push(route);
    else byTable.set(route.table, [route]);
  }
  const tables = new Map([...byTable].map(([name, routes]) => [name, new RouteTable(routes)]));
  const empty: TableAnswer = { kind: 'known', table: new RouteTable() };
  const hasAll = netns.knows(family === 4 ? 'allTables4' : 'allTables6');
  const hasMain = hasAll || netns.knows(family === 4 ? 'routes4' : 'routes6');
  const captured = netns.facts.policyRules.filter((rule) => rule.family === family);
  const isCaptured = netns.knows(family === 4 ? 'policyRules4' : 'policyRules6');
  const rules = compileRules(isCaptured ? captured : usualRules(family));
  const isUsual = family === 4 && rules.every(({ rule }, i) => isRule(rule, USUAL_TABLES[4][i]));
  return {
    family,
    rules,
    places: new Map(rules.map(({ rule }, i) => [rule.priority, i] as const).reverse()),
    rulesAre: isCaptured ? 'captured' : 'presumed',
    ...(isUsual &&
      hasMain && {
        localAndMain: new RouteTable(byTable.get('local') ?? [], byTable.get('main') ?? []),
      }),
    table: (name) => {
      const table = tables.get(name);
      if (name === 'main')
        return hasMain ? (table ? { kind: 'known', table } : empty) : NOT_CAPTURED;
      if (table) return { kind: 'known', table };
      return hasAll || name === 'default' ? empty : NOT_CAPTURED;
    },
  };
}

const NOT_CAPTURED: TableAnswer = { kind: 'notCaptured' };

const USUAL_TABLES: Readonly<Record<Family, readonly UsualRule[]>> = {
  4: [
    [0, 'local'],
    [32766, 'main'],
    [32767, 'default'],
  ],
  6: [
    [0, 'local'],
    [32766, 'main'],
  ],
};

type UsualRule = readonly [priority: number, table: string];

/** Those that `ip rule` shows where nobody has changed them. */
function usualRules(family: Family): readonly PolicyRule[] {
  const evidence = { file: '', line: 0, endLine: 0 };
  return USUAL_TABLES[family].map(([priority, table]) => ({
    ...{ family, priority, inverted: false, action: { kind: 'lookup', table }, evidence },
  }));
}

function isRule(rule: PolicyRule, usual: UsualRule | undefined): boolean {
  const { evidence: _, family: __, origin: ___, ...said } = rule;
  const [priority, table] = usual ?? [];
  const expected = { priority, inverted: false, action: { kind: 'lookup', table } };
  return JSON.stringify(sorted(said)) === JSON.stringify(sorted(expected));
}

function sorted(fields: object): readonly unknown[] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
}
