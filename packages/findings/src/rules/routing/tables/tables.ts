import type { FactKind, Family, Prefix, Route } from '@vethscope/model';
import { prefixLength } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';

/** What may be concluded from a route that a capture does not have. */
export type MissingRoute =
  /** It is nowhere: all tables were captured, or `ip rule` asks no other than were. */
  | 'proven'
  /** It is not in `main`; `ip rule` was not captured. */
  | 'not in main'
  | 'unknown';

export function missingRoute(netns: Namespace, family: Family): MissingRoute {
  if (netns.knows(ALL_TABLES[family])) return 'proven';
  if (!netns.knows(MAIN_TABLE[family])) return 'unknown';
  if (!netns.knows(POLICY_RULES[family])) return 'not in main';
  const asks = netns.facts.policyRules.filter((rule) => rule.family === family);
  const isUsual = asks.every(
    ({ action }) => action.kind === 'lookup' && USUAL_TABLES.has(action.table),
  );
  return isUsual ? 'proven' : 'unknown';
}

/** What would have to be captured for a missing route to be proven. */
export function proofOfMissing(netns: Namespace, family: Family): FactKind | undefined {
  switch (missingRoute(netns, family)) {
    case 'proven':
      return undefined;
    case 'not in main':
      return POLICY_RULES[family];
    case 'unknown':
      return netns.knows(MAIN_TABLE[family]) ? ALL_TABLES[family] : MAIN_TABLE[family];
  }
}

const MAIN_TABLE: Readonly<Record<Family, FactKind>> = { 4: 'routes4', 6: 'routes6' };
const ALL_TABLES: Readonly<Record<Family, FactKind>> = { 4: 'allTables4', 6: 'allTables6' };
const POLICY_RULES: Readonly<Record<Family, FactKind>> = { 4: 'policyRules4', 6: 'policyRules6' };
const USUAL_TABLES: ReadonlySet<string> = new Set(['local', 'main', 'default']);

export function isDefault({ destination }: Route): boolean {
  return prefixLength(destination) === 0;
}

/** Where the routes of each interface lead to, in any table. */
export function destinationsByDevice({ facts }: Namespace): ReadonlyMap<string, readonly Prefix[]> {
  const found = new Map<string, Prefix[]>();
  for (const { destination, nexthops } of facts.routes) {
    for (const { device } of nexthops) {
      if (device === undefined) continue;
      const known = found.get(device);
      if (known) known.push(destination);
      else found.set(device, [destination]);
    }
  }
  return found;
}
