import type { Family } from '../net/ip.ts';
import type { PolicyRule, Route } from '../snapshot/route.ts';
import type { NetnsSnapshot } from '../snapshot/snapshot.ts';

/** One routing table of a namespace, and the policy rules that ask it. */
export interface OrderedTable {
  readonly table: string;
  /** Empty where the kernel's default order is assumed, and for tables that nothing asks. */
  readonly rules: readonly PolicyRule[];
  /** `unasked`: no captured rule leads to this table. */
  readonly asked: 'rule' | 'assumed' | 'unasked';
  /** As listed. */
  readonly routes: readonly Route[];
}

/** The kernel's own order, in force as long as nobody adds rules: ip-rule(8). */
const DEFAULT_ORDER: readonly string[] = ['local', 'main', 'default'];

/** The tables of one family in the order in which they are asked, the unasked ones last. */
export function tablesInOrder(netns: NetnsSnapshot, family: Family): readonly OrderedTable[] {
  const routes = new Map<string, Route[]>();
  for (const route of netns.routes) {
    if (route.family !== family) continue;
    const known = routes.get(route.table);
    if (known) known.push(route);
    else routes.set(route.table, [route]);
  }
  const rules = rulesByTable(netns, family);
  const order = rules.size > 0 ? [...rules.keys()] : DEFAULT_ORDER;
  const rest = [...routes.keys()].filter((table) => !order.includes(table)).sort();
  return [...order, ...rest].flatMap((table) => {
    const own = routes.get(table) ?? [];
    // Without rules only tables that hold something are worth naming; main always is.
    if (own.length === 0 && !rules.has(table) && table !== 'main') return [];
    const asked = rules.has(table) ? 'rule' : order.includes(table) ? 'assumed' : 'unasked';
    return [{ table, rules: rules.get(table) ?? [], asked, routes: own } as const];
  });
}

function rulesByTable(
  netns: NetnsSnapshot,
  family: Family,
): ReadonlyMap<string, readonly PolicyRule[]> {
  const byTable = new Map<string, PolicyRule[]>();
  const sorted = netns.policyRules
    .filter((rule) => rule.family === family)
    .sort((a, b) => a.priority - b.priority);
  for (const rule of sorted) {
    if (rule.action.kind !== 'lookup') continue;
    const known = byTable.get(rule.action.table);
    if (known) known.push(rule);
    else byTable.set(rule.action.table, [rule]);
  }
  return byTable;
}
