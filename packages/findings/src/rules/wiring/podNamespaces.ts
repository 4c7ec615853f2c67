import type { Id, PodElement } from '@vethscope/model';
import type { FindingContext } from '../../context.ts';

/** The pods that live in each namespace; none of those that use the node's own. */
export type PodNamespaces = ReadonlyMap<Id, readonly PodElement[]>;

export function podNamespaces({ topology }: FindingContext): PodNamespaces {
  const found = new Map<Id, PodElement[]>();
  for (const element of topology.nodes) {
    if (element.kind !== 'pod' || !element.netns || element.hostNetwork === true) continue;
    const known = found.get(element.netns);
    if (known) known.push(element);
    else found.set(element.netns, [element]);
  }
  return found;
}
