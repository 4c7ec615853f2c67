import type { Evidence, Id, NetnsElement, Topology } from '@vethscope/model';
import { netnsId } from '@vethscope/model';
import type { NodeContext } from '../../../context.ts';

export interface MissingNamespaces {
  readonly missing: readonly MissingNamespace[];
  /** How many have a name, beside the node's own. */
  readonly of: number;
}

interface MissingNamespace {
  /** The node's where the topology does not know it. */
  readonly id: Id;
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

/** Those with a name that nothing was captured in. Left out on purpose is not missing. */
export function namespacesNotCaptured(
  node: NodeContext,
  elements: readonly NetnsElement[],
): MissingNamespaces {
  const named = elements.filter(({ isHost, name }) => !isHost && !IS_ONLY_NUMBERED.test(name));
  const known = new Set(named.flatMap(({ name, aliases }) => [name, ...aliases]));
  const failures = (node.facts.capture?.namespaces ?? []).filter(
    ({ failure }) => failure !== undefined,
  );
  const leftOut = new Set(
    failures.flatMap(({ failure, name, names }) =>
      failure === 'it was not asked for' ? [name, ...names] : [],
    ),
  );
  const strangers = failures.filter(({ name, names }) =>
    [name, ...names].every((one) => !known.has(one) && !leftOut.has(one)),
  );
  return {
    missing: [
      ...named
        .filter(({ name, captured }) => !captured && !leftOut.has(name))
        .map(({ name, evidence }) => ({ id: netnsId(node.name, name), name, evidence })),
      ...strangers.map(({ name, evidence }) => ({ id: node.id, name, evidence: [evidence] })),
    ],
    of: named.length + strangers.length,
  };
}

/** `link-netnsid 0` and no more: at the other end of an interface, and nobody named it. */
const IS_ONLY_NUMBERED = /^nsid-\d+$/;

/** Namespaces of each node, captured or only named. */
export function namespacesByNode({ nodes }: Topology): ReadonlyMap<Id, readonly NetnsElement[]> {
  const found = new Map<Id, NetnsElement[]>();
  for (const element of nodes) {
    if (element.kind !== 'netns' || element.parent === undefined) continue;
    const known = found.get(element.parent);
    if (known) known.push(element);
    else found.set(element.parent, [element]);
  }
  return found;
}
