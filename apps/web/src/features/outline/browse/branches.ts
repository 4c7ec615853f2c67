import type { TopologyNode } from '@vethscope/model';
import { kindOf } from '@vethscope/model';
import { compareNames } from '../../../ui/sortRows.ts';
import type { Branch } from '../outlineRows.ts';

/** An element with nothing below it. `under`: the id of the branch that it stands in. */
export function leaf(element: TopologyNode, under?: string): Branch {
  const about =
    element.kind === 'interface'
      ? // Every interface has a link-local one.
        (element.addresses.find((address) => !address.startsWith('fe80:')) ?? '')
      : element.kind === 'external'
        ? element.role
        : '';
  return {
    id: under === undefined ? element.id : `${under} ${element.id}`,
    element: element.id,
    kind: kindOf(element),
    title: element.label,
    about,
    children: () => [],
  };
}

/** A heading with a count; none where nothing stands below it. */
export function group(id: string, title: string, children: readonly Branch[]): readonly Branch[] {
  if (children.length === 0) return [];
  return [
    {
      id,
      element: undefined,
      kind: undefined,
      title,
      about: String(children.length),
      children: () => children,
    },
  ];
}

/** Branches by Kubernetes namespace, both in order. */
export function byKubernetesNamespace<Item extends { readonly namespace: string }>(
  items: readonly Item[],
  branchOf: (item: Item, under: string) => Branch,
): readonly Branch[] {
  const namespaces = new Map<string, Item[]>();
  for (const item of items) {
    const known = namespaces.get(item.namespace);
    if (known) known.push(item);
    else namespaces.set(item.namespace, [item]);
  }
  return [...namespaces]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([namespace, own]) => {
      const id = namespaceGroup(namespace);
      return {
        id,
        element: undefined,
        kind: undefined,
        title: namespace,
        about: String(own.length),
        children: () => own.map((item) => branchOf(item, id)),
      };
    });
}

export function namespaceGroup(namespace: string): string {
  return `group/namespace/${namespace}`;
}
