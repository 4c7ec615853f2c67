import { createHash } from 'node:crypto';
import type { Topology } from '@vethscope/model';

/** More rounds than a path through a node's picture has edges. */
const ROUNDS = 12;

/**
 * What a topology is, names and addresses aside: for each element a digest of its kind, its
 * properties and of everything that it is joined to and how, again and again outwards
 * (Weisfeiler and Leman's colours). Two that are equal are drawn as the same picture.
 */
export function graphShape({ nodes, edges }: Topology): readonly string[] {
  let colours = new Map<string, string>(nodes.map((node) => [node.id, digest(propertiesOf(node))]));
  for (let round = 0; round < ROUNDS; round++) {
    const near = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
    const join = (from: string, to: string | undefined, how: string): void => {
      if (to !== undefined) near.get(from)?.push(`${how} ${colours.get(to)}`);
    };
    for (const node of nodes) {
      join(node.id, node.parent, 'in');
      if (node.parent !== undefined) join(node.parent, node.id, 'holds');
    }
    for (const { kind, confidence, source, target, ways = [] } of edges) {
      const said = ways
        .map(({ routes, facts }) =>
          [routes.length, ...facts.map(({ kind: fact, agrees }) => `${fact} ${agrees}`)].join(),
        )
        .toSorted();
      const how = [kind, confidence, ...said].join(' ');
      // Which end comes first is a matter of its name.
      join(source, target, how);
      join(target, source, how);
    }
    colours = new Map(
      nodes.map(({ id }) => [
        id,
        digest([colours.get(id), ...(near.get(id) ?? []).toSorted()].join('\n')),
      ]),
    );
  }
  return nodes.map(({ kind, id }) => `${kind} ${colours.get(id)}`).toSorted();
}

function propertiesOf(node: Topology['nodes'][number]): string {
  switch (node.kind) {
    case 'interface': {
      const { ifindex, type, mtu, state, addresses, typeConfidence } = node;
      return JSON.stringify([
        'interface',
        ifindex,
        type,
        mtu,
        state,
        addresses.length,
        typeConfidence,
      ]);
    }
    case 'netns':
      return JSON.stringify(['netns', node.isHost, node.captured, node.aliases.length]);
    case 'pod':
      return JSON.stringify(['pod', node.matchedBy, node.hostNetwork, node.addresses.length]);
    case 'external':
      return JSON.stringify(['external', node.role]);
    case 'node':
      return node.kind;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
