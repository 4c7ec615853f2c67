import type { Topology } from '../graph/topology.ts';
import { HOST_NETNS, type Id, netnsId, nodeId } from '../ids.ts';
import type { FactKind, Snapshot } from '../snapshot/snapshot.ts';

/** Which questions a capture can answer; places go by the ids of the topology. */
export interface Knowledge {
  /** Somebody looked at this node, or into this namespace. */
  readonly looked: (place: Id) => boolean;
  readonly inNetns: (netns: Id, fact: FactKind) => boolean;
  /** In the own namespace of a node. */
  readonly onNode: (node: Id, fact: FactKind) => boolean;
  /** With any of the nodes: what Kubernetes says is the same, whichever node it was asked on. */
  readonly anywhere: (fact: FactKind) => boolean;
}

export function knowledgeOf(snapshot: Snapshot, topology: Topology): Knowledge {
  const names = canonicalNames(topology);
  const facts = new Map<Id, Set<FactKind>>();
  const looked = new Set<Id>();
  for (const { name: node, namespaces } of snapshot.nodes) {
    looked.add(nodeId(node));
    for (const { name, captured } of namespaces) {
      const own = netnsId(node, name);
      const id = names.get(own) ?? own;
      looked.add(id);
      facts.set(id, new Set([...(facts.get(id) ?? []), ...captured]));
    }
  }
  const inNetns = (netns: Id, fact: FactKind) => facts.get(netns)?.has(fact) ?? false;
  return {
    looked: (place) => looked.has(place),
    inNetns,
    onNode: (node, fact) => inNetns(hostOf(node), fact),
    anywhere: (fact) => [...facts.values()].some((known) => known.has(fact)),
  };
}

/** The own namespace of a node. */
function hostOf(node: Id): Id {
  return netnsId(node.slice('node/'.length), HOST_NETNS);
}

/** From a namespace's other names to the one that the topology has it under. */
function canonicalNames({ nodes }: Topology): ReadonlyMap<Id, Id> {
  return new Map(
    nodes.flatMap((element) => {
      if (element.kind !== 'netns' || element.parent === undefined) return [];
      const node = element.parent.slice('node/'.length);
      return element.aliases.map((alias): [Id, Id] => [netnsId(node, alias), element.id]);
    }),
  );
}
