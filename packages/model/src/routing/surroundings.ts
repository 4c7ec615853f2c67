import type { InterfaceElement, Topology, TopologyNode } from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { prefixAddress } from '../net/ip.ts';
import type { RouteSurroundings } from './explainRoute.ts';

/** Look-ups over a topology for explaining the routes of one of its namespaces. */
export function routeSurroundings(topology: Topology, netns: Id): RouteSurroundings {
  const byId = new Map<string, TopologyNode>(topology.nodes.map((node) => [node.id, node]));
  const interfaces = topology.nodes.filter((node) => node.kind === 'interface');
  const inside = new Map(
    interfaces.filter((node) => node.netns === netns).map((node) => [node.name, node]),
  );
  const node = byId.get(netns)?.parent;
  const sameNode = (candidate: InterfaceElement) => byId.get(candidate.netns)?.parent === node;
  const peerOf = (ifname: string): InterfaceElement | undefined => {
    const id = inside.get(ifname)?.id;
    const pair = topology.edges.find(
      (edge) => edge.kind === 'veth' && (edge.source === id || edge.target === id),
    );
    const peer = pair && byId.get(pair.source === id ? pair.target : pair.source);
    return peer?.kind === 'interface' ? peer : undefined;
  };
  const nameOf = (id: Id): string => {
    const element = byId.get(id);
    return element?.kind === 'netns' ? element.name : '';
  };
  return {
    netns: nameOf(netns),
    kindOf: (ifname) => inside.get(ifname)?.type,
    peerOf,
    podBehind(ifname) {
      const peer = peerOf(ifname);
      const placed = topology.edges.find(
        (edge) => edge.kind === 'pod-netns' && edge.target === peer?.netns,
      );
      const pod = placed && byId.get(placed.source);
      return pod?.kind === 'pod' ? pod : undefined;
    },
    ownerOf(address) {
      const owner = interfaces.find(
        (candidate) =>
          sameNode(candidate) && candidate.addresses.some((p) => prefixAddress(p) === address),
      );
      return owner && { id: owner.id, name: owner.name, netns: nameOf(owner.netns) };
    },
  };
}
