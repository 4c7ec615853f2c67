import type { EdgeKind, InterfaceElement, Topology, TopologyNode } from '../../graph/topology.ts';
import type { Id } from '../../ids.ts';
import type { Ip, Prefix } from '../../net/ip.ts';
import { prefixAddress } from '../../net/ip.ts';

/** How interfaces hang together, by id: what a packet needs to get from one to the next. */
export interface LinkGraph {
  readonly node: (id: Id) => TopologyNode | undefined;
  readonly interface: (id: Id) => InterfaceElement | undefined;
  /** Where edges of a kind lead from here, whichever end is named first. */
  readonly across: (id: Id, kind: EdgeKind) => readonly Id[];
  /** Of a tunnel to a far end: the destinations that the near end's routes send there. */
  readonly sentTo: (near: Id, far: Id) => readonly Prefix[];
  readonly interfacesIn: (netns: Id) => readonly InterfaceElement[];
}

export function indexLinks({ nodes, edges }: Topology): LinkGraph {
  const byId = new Map<Id, TopologyNode>(nodes.map((node) => [node.id, node]));
  const across = new Map<string, Id[]>();
  const sent = new Map<string, readonly Prefix[]>();
  for (const { kind, source, target, ways } of edges) {
    add(across, `${kind} ${source}`, target);
    add(across, `${kind} ${target}`, source);
    for (const { from, to, routes } of ways ?? []) sent.set(`${from} ${to}`, routes);
  }
  const inside = new Map<string, InterfaceElement[]>();
  for (const node of nodes) if (node.kind === 'interface') add(inside, node.netns, node);
  return {
    node: (id) => byId.get(id),
    interface: (id) => {
      const node = byId.get(id);
      return node?.kind === 'interface' ? node : undefined;
    },
    across: (id, kind) => across.get(`${kind} ${id}`) ?? [],
    sentTo: (near, far) => sent.get(`${near} ${far}`) ?? [],
    interfacesIn: (netns) => inside.get(netns) ?? [],
  };
}

export function hasAddress({ addresses }: InterfaceElement, address: Ip): boolean {
  return addresses.some((prefix) => prefixAddress(prefix) === address);
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
