import type { RouteType } from '../snapshot/route.ts';

/** Types of route that let nothing through: ip-route(8). */
type DeadEnd = 'blackhole' | 'unreachable' | 'prohibit';

const DEAD_ENDS: readonly DeadEnd[] = ['blackhole', 'unreachable', 'prohibit'];

/** How many routes of each kind let nothing through; kinds that there are none of are left out. */
export function countDeadEnds(
  routes: readonly { readonly type: RouteType }[],
): readonly { readonly type: DeadEnd; readonly count: number }[] {
  return DEAD_ENDS.flatMap((type) => {
    const count = routes.filter((route) => route.type === type).length;
    return count === 0 ? [] : [{ type, count }];
  });
}
