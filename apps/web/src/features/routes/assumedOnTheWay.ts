import type { Id, RouteWay } from '@vethscope/model';

/** Each thing that a way takes for granted behind its first namespace, with where it does. */
export function assumedOnTheWay({
  hops,
}: RouteWay): readonly { readonly assumption: string; readonly places: readonly Id[] }[] {
  const places = new Map<string, Set<Id>>();
  for (const { netns, found } of hops.slice(1)) {
    for (const assumption of found.assumptions) {
      places.set(assumption, (places.get(assumption) ?? new Set<Id>()).add(netns));
    }
  }
  return [...places].map(([assumption, at]) => ({ assumption, places: [...at] }));
}
