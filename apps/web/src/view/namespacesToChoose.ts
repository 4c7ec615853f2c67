import type { NetnsElement, Topology } from '@vethscope/model';

/** Captured namespaces that are chosen from: a cluster has too many for one list. */
export interface NamespacesToChoose {
  /** Those on the machine of the one that is shown, its own namespace first. */
  readonly own: readonly NetnsElement[];
  /** One of each other machine, its own if it can be: from there one comes to the others on it. */
  readonly others: readonly NetnsElement[];
}

export function namespacesToChoose(
  { nodes }: Topology,
  machine: string | undefined,
): NamespacesToChoose {
  const captured = nodes.filter(
    (node): node is NetnsElement => node.kind === 'netns' && node.captured,
  );
  const others = new Map<string | undefined, NetnsElement>();
  for (const netns of captured.filter(({ parent }) => parent !== machine).sort(hostFirst)) {
    if (!others.has(netns.parent)) others.set(netns.parent, netns);
  }
  return {
    own: captured.filter(({ parent }) => parent === machine).sort(hostFirst),
    others: [...others.values()],
  };
}

function hostFirst(a: NetnsElement, b: NetnsElement): number {
  return Number(b.isHost) - Number(a.isHost);
}
