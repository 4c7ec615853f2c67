import type { Id } from '../ids.ts';
import type { TopologyElement } from './diffTopology.ts';

export interface Topmost {
  readonly element: TopologyElement;
  /** How many of the others are in it, or joined to it. */
  readonly inside: number;
}

/** Elements that are in none of the others, nor joined to one: who tells of these has told of all. */
export function topmost(elements: readonly TopologyElement[]): readonly Topmost[] {
  const all = new Map<Id, TopologyElement>(elements.map((element) => [element.id, element]));
  const top = (element: TopologyElement): TopologyElement => {
    const holder = holdersOf(element)
      .map((id) => all.get(id))
      .find((one) => one !== undefined);
    return holder ? top(holder) : element;
  };
  const inside = new Map<TopologyElement, number>();
  for (const element of elements) {
    const first = top(element);
    inside.set(first, (inside.get(first) ?? -1) + 1);
  }
  return [...inside].map(([element, count]) => ({ element, inside: count }));
}

function holdersOf(element: TopologyElement): readonly Id[] {
  if ('source' in element) return [element.source, element.target];
  return 'parent' in element && element.parent !== undefined ? [element.parent] : [];
}
