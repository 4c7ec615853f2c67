import type { Id, PodElement, Topology } from '@vethscope/model';
import type { FindingContext } from '../../../context.ts';

/** The pods that live in each namespace; none of those that use the node's own. */
export type PodNamespaces = ReadonlyMap<Id, readonly PodElement[]>;

export function podNamespaces({ topology }: FindingContext): PodNamespaces {
  const known = indexes.get(topology);
  if (known) return known;
  const fresh = indexPods(topology);
  indexes.set(topology, fresh);
  return fresh;
}

/** Several rules ask, and on each of a hundred nodes. */
const indexes = new WeakMap<Topology, PodNamespaces>();

function indexPods({ nodes }: Topology): PodNamespaces {
  const found = new Map<Id, PodElement[]>();
  for (const element of nodes) {
    if (element.kind !== 'pod' || !element.netns || element.hostNetwork === true) continue;
    const known = found.get(element.netns);
    if (known) known.push(element);
    else found.set(element.netns, [element]);
  }
  return found;
}
