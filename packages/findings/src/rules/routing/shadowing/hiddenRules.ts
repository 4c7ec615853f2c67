import type { Family, PolicyRule, Route } from '@vethscope/model';
import { prefixLength } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import { isAlive } from '../tables/aliveRoute.ts';
import { rulesInOrder, unconditionalRules } from './unconditionalRules.ts';

export interface HiddenRules {
  /** In order; never asked. */
  readonly rules: readonly [PolicyRule, ...PolicyRule[]];
  readonly by: PolicyRule;
  /** The default route that `by` finds. */
  readonly route: Route;
}

/** Policy rules behind one that finds a route for every packet. */
export function hiddenRules(netns: Namespace): readonly HiddenRules[] {
  return ([4, 6] as const).flatMap((family) => {
    const defaults = defaultRoutes(netns, family);
    const end = unconditionalRules(netns, family).find(({ table }) => defaults.has(table));
    const route = end && defaults.get(end.table);
    if (!end || !route) return [];
    const order = rulesInOrder(netns, family);
    const [first, ...others] = order
      .slice(order.indexOf(end.rule) + 1)
      .filter((rule) => !isOfKernel(netns, rule) && !leadsTo(rule, end.table));
    return first ? [{ rules: [first, ...others], by: end.rule, route }] : [];
  });
}

/** `32767: from all lookup default` comes with the kernel, and its table is empty. */
function isOfKernel(netns: Namespace, rule: PolicyRule): boolean {
  return (
    leadsTo(rule, 'default') &&
    !netns.facts.routes.some(({ table, family }) => table === 'default' && family === rule.family)
  );
}

function leadsTo({ action }: PolicyRule, table: string): boolean {
  return action.kind === 'lookup' && action.table === table;
}

/** By table, one that every packet of the family is given. */
function defaultRoutes(netns: Namespace, family: Family): ReadonlyMap<string, Route> {
  const found = new Map<string, Route>();
  for (const route of netns.facts.routes) {
    const { table, type, destination, tos, from } = route;
    const isEverybodys = tos === undefined && (from === undefined || prefixLength(from) === 0);
    const isDefault = route.family === family && prefixLength(destination) === 0 && isEverybodys;
    if (isDefault && type !== 'throw' && isAlive(netns, route) && !found.has(table)) {
      found.set(table, route);
    }
  }
  return found;
}
