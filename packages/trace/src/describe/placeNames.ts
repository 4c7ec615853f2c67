import type { Id, PodElement, Topology } from '@vethscope/model';

/** A text of a trace in pieces: its ids are told by what people call them, and can be links. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'place'; readonly id: Id; readonly text: string };

/** What people call the namespaces and interfaces of a topology. */
export type PlaceNames = ReadonlyMap<string, { readonly id: Id; readonly name: string }>;

/**
 * By id: `node control`, `pod default/web`, `pods default/a and default/b` for the namespace that they
 * share, `namespace control/blue`; `eth0 of pod default/web`. Pods in the node's own namespace do not
 * name it.
 */
export function placeNames(topology: Topology): PlaceNames {
  const labels = new Map(topology.nodes.map(({ id, label }) => [id, label]));
  const pods = podsByNetns(topology);
  const names = new Map<string, { readonly id: Id; readonly name: string }>();
  for (const element of topology.nodes) {
    if (element.kind !== 'netns') continue;
    const { id, parent, isHost } = element;
    const name = isHost
      ? `node ${labels.get(parent ?? id) ?? withoutKind(parent ?? id)}`
      : (podWords(pods.get(id) ?? []) ?? `namespace ${withoutKind(id)}`);
    names.set(id, { id, name });
  }
  for (const element of topology.nodes) {
    if (element.kind !== 'interface') continue;
    const { id, netns, name } = element;
    names.set(id, { id, name: `${name} of ${names.get(netns)?.name ?? withoutKind(netns)}` });
  }
  return names;
}

/** The text with names for the ids that are known; others stay as they are. */
export function withNames(text: string, names: PlaceNames): string {
  return namedParts(text, names)
    .map((part) => part.text)
    .join('');
}

/** iptables of `netns/control/blue` were not captured: taken for empty */
export function namedParts(text: string, names: PlaceNames): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(/(?<![^\s("])(?:netns|if)\/\S+/g)) {
    const found = placeAt(word, names);
    if (!found) continue;
    if (index > at) parts.push({ kind: 'text', text: text.slice(at, index) });
    parts.push({ kind: 'place', id: found.id, text: found.name });
    at = index + found.id.length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

/** `netns/a/host,`: a name can hold most of what ends a clause, so the longest one counts. */
function placeAt(word: string, names: PlaceNames) {
  for (let end = word.length; end > 0; end--) {
    const found = names.get(word.slice(0, end));
    if (found) return found;
    if (!/[\p{P}\p{S}]/u.test(word.charAt(end - 1))) return undefined;
  }
  return undefined;
}

function podsByNetns({ nodes }: Topology): ReadonlyMap<Id, readonly PodElement[]> {
  const pods = new Map<Id, PodElement[]>();
  for (const element of nodes) {
    if (element.kind !== 'pod' || element.netns === undefined) continue;
    const known = pods.get(element.netns);
    if (known) known.push(element);
    else pods.set(element.netns, [element]);
  }
  return pods;
}

function podWords(pods: readonly PodElement[]): string | undefined {
  const names = pods.map(({ namespace, name }) => `${namespace}/${name}`);
  const last = names.pop();
  if (last === undefined) return undefined;
  return names.length === 0 ? `pod ${last}` : `pods ${names.join(', ')} and ${last}`;
}

/** `netns/control/blue` → `control/blue`. */
function withoutKind(id: Id): string {
  return id.slice(id.indexOf('/') + 1);
}
