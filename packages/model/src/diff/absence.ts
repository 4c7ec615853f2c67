import { assertNever } from '../assertNever.ts';
import type {
  EdgeKind,
  ExternalElement,
  NetnsElement,
  PodElement,
  Topology,
  TopologyEdge,
  TopologyNode,
} from '../graph/topology.ts';
import type { Id } from '../ids.ts';
import { ipFamily } from '../net/ip.ts';
import type { FactKind } from '../snapshot/snapshot.ts';
import type { TopologyElement } from './diffTopology.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * Whether a capture would show an element of another one, `own`, if it were there: asked of elements
 * that it does not show.
 */
export function absenceIn(other: Knowledge, own: Topology): (element: TopologyElement) => boolean {
  const elements = new Map<Id, TopologyNode>(own.nodes.map((node) => [node.id, node]));
  const placeOf = (id: Id): Id | undefined => netnsOf(elements.get(id));

  function isAbsent(element: TopologyElement): boolean {
    if ('clusterIps' in element) return other.anywhere('services');
    if ('source' in element) return isEdgeAbsent(element);
    switch (element.kind) {
      case 'node':
        return other.anywhere('nodes');
      case 'netns':
        return isNetnsAbsent(element);
      case 'interface':
        return wouldList(element.netns, 'links');
      case 'pod':
        return isPodAbsent(element);
      case 'external':
        return isOutsideAbsent(element);
      default:
        return assertNever(element);
    }
  }

  /** Named by `ip netns`; what is on a node that has gone has gone with it. */
  function isNetnsAbsent({ parent }: NetnsElement): boolean {
    if (parent === undefined) return false;
    if (other.looked(parent)) return other.onNode(parent, 'netnsNames');
    const node = elements.get(parent);
    return node !== undefined && isAbsent(node);
  }

  function wouldList(netns: Id, fact: FactKind): boolean {
    if (other.looked(netns)) return other.inNetns(netns, fact);
    const element = elements.get(netns);
    return element?.kind === 'netns' && isNetnsAbsent(element);
  }

  function isPodAbsent({ node }: PodElement): boolean {
    if (other.anywhere('pods')) return true;
    return node !== undefined && other.onNode(node, 'sandboxes');
  }

  /** It shows only through what leads to it. */
  function isOutsideAbsent(element: ExternalElement): boolean {
    const near = nearTo(element.id);
    return near.length > 0 && near.every((netns) => wouldList(netns, factOf(element)));
  }

  /** Namespaces of the interfaces that lead there, also by way of a network. */
  function nearTo(outside: Id): readonly Id[] {
    return own.edges
      .filter(({ source, target }) => source === outside || target === outside)
      .flatMap(({ kind, source, target }) => {
        if (kind === 'gateway' && target === outside) return nearTo(source);
        return placeOf(source === outside ? target : source) ?? [];
      });
  }

  function isEdgeAbsent({ kind, source, target }: TopologyEdge): boolean {
    if (kind === 'pod-netns') {
      const pod = elements.get(source) ?? elements.get(target);
      return pod?.kind === 'pod' && isPodAbsent(pod);
    }
    const places = [source, target].flatMap((end) => placeOf(end) ?? []);
    if (kind === 'gateway') return [source, target].every(isEndSeen);
    return places.length > 0 && places.every((netns) => wouldList(netns, EDGE_FACTS[kind]));
  }

  function isEndSeen(end: Id): boolean {
    const element = elements.get(end);
    return element?.kind === 'external' && isOutsideAbsent(element);
  }

  return isAbsent;
}

function netnsOf(element: TopologyNode | undefined): Id | undefined {
  if (element?.kind === 'interface') return element.netns;
  return element?.kind === 'netns' ? element.id : undefined;
}

function factOf({ role, address }: ExternalElement): FactKind {
  switch (role) {
    case 'network':
      return 'addresses';
    case 'gateway':
      return address !== undefined && ipFamily(address) === 6 ? 'routes6' : 'routes4';
    case 'vtep':
      return 'fdb';
    default:
      return assertNever(role);
  }
}

/** What a capture of both ends' namespaces has to hold for it to show. */
const EDGE_FACTS: Readonly<Record<Exclude<EdgeKind, 'pod-netns' | 'gateway'>, FactKind>> = {
  veth: 'links',
  'bridge-port': 'links',
  'bond-member': 'links',
  'vrf-member': 'links',
  'vlan-parent': 'links',
  'macvlan-parent': 'links',
  'ipvlan-parent': 'links',
  'vxlan-underlay': 'links',
  'tunnel-underlay': 'links',
  'vxlan-tunnel': 'fdb',
  'ipip-tunnel': 'routes4',
  network: 'addresses',
};
