import type { InterfaceElement, PodElement, Topology } from '@vethscope/model';

/** Of what views hide: `not-in:shop` hides pods of all other Kubernetes namespaces; two leave two. */
const KEY = 'not-in:';

/** The Kubernetes namespaces whose pods are shown alone; none: there is no such filter. */
export function namespacesAlone(hide: readonly string[]): readonly string[] {
  return hide.flatMap((key) => (key.startsWith(KEY) ? [key.slice(KEY.length)] : []));
}

/** Shows a namespace alone, beside those that are, or no longer; without the last one, all. */
export function turnNamespace(hide: readonly string[], namespace: string): readonly string[] {
  const key = `${KEY}${namespace}`;
  return hide.includes(key) ? hide.filter((other) => other !== key) : [...hide, key];
}

export function allNamespaces(hide: readonly string[]): readonly string[] {
  return hide.filter((key) => !key.startsWith(KEY));
}

/**
 * Ids of what the filter takes away: pods of other namespaces, the network namespaces that hold no
 * other pods, what is in those, and the host's ends of their links. Where no pod is known it may be
 * anybody's, and stays.
 */
export function hiddenElsewhere(
  { nodes, edges }: Topology,
  hide: readonly string[],
): ReadonlySet<string> {
  const alone = new Set(namespacesAlone(hide));
  const hidden = new Set<string>();
  if (alone.size === 0) return hidden;
  const interfaces = new Map<string, InterfaceElement>();
  const podsIn = new Map<string, PodElement[]>();
  for (const node of nodes) {
    if (node.kind === 'interface') interfaces.set(node.id, node);
    if (node.kind !== 'pod') continue;
    if (!alone.has(node.namespace)) hidden.add(node.id);
    if (node.parent === undefined) continue;
    podsIn.set(node.parent, [...(podsIn.get(node.parent) ?? []), node]);
  }
  const hosts = new Set<string>();
  for (const node of nodes) {
    if (node.kind !== 'netns') continue;
    const pods = podsIn.get(node.id) ?? [];
    if (node.isHost) hosts.add(node.id);
    else if (pods.length > 0 && pods.every(({ id }) => hidden.has(id))) hidden.add(node.id);
  }
  for (const { id, netns } of interfaces.values()) if (hidden.has(netns)) hidden.add(id);
  for (const { kind, source, target } of edges) {
    if (kind !== 'veth') continue;
    for (const [end, other] of [[source, target] as const, [target, source] as const]) {
      const netns = interfaces.get(other)?.netns;
      if (hidden.has(end) && netns !== undefined && hosts.has(netns)) hidden.add(other);
    }
  }
  return hidden;
}
