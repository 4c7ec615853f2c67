import type {
  HostElement,
  InterfaceElement,
  Kind,
  TopologyEdge,
  TopologyNode,
} from '@vethscope/model';
import { assertNever, countDeadEnds, kindOf } from '@vethscope/model';
import { plural } from '../../ui/format.ts';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { edgeTitle, elementTitle } from '../../view/names.ts';
import { EDGE_KINDS, INTERFACE_TYPES, POD_MATCHES } from '../details/wording.ts';

/** What the card beside the pointer says. */
export interface HoverFacts {
  readonly title: string;
  readonly kind: Kind;
  readonly subtitle: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What proves it, or what it was inferred from. */
  readonly reason?: string;
}

export function hoverFacts(index: CaptureIndex, id: string): HoverFacts | undefined {
  const edge = index.edge(id);
  if (edge) return edgeFacts(index, edge);
  const element = index.node(id);
  return element && elementFacts(index, element);
}

function elementFacts(index: CaptureIndex, element: TopologyNode): HoverFacts {
  const title = elementTitle(index, element);
  const kind = kindOf(element);
  switch (element.kind) {
    case 'node':
      return nodeHover(index, element);
    case 'netns':
      return {
        title,
        kind,
        subtitle: element.captured ? 'network namespace' : 'namespace, named but not captured',
        facts: [
          ...fact('name', element.isHost ? [] : [element.name]),
          ...fact('also', element.aliases),
          ...fact('interfaces', [`${index.interfacesIn(element.id).length}`]),
          ...fact('routes', element.captured ? [`${element.routes.length}`] : []),
          ...fact(
            'let nothing through',
            countDeadEnds(element.routes).map(({ type, count }) => plural(count, `${type} route`)),
          ),
        ],
      };
    case 'interface':
      return { title, kind, ...interfaceFacts(element) };
    case 'pod':
      return {
        title,
        kind,
        subtitle: `pod in ${element.namespace}`,
        facts: [
          ...fact('addresses', element.addresses),
          ...fact('found by', element.matchedBy ? [POD_MATCHES[element.matchedBy].short] : []),
        ],
        ...reasonOf(index.edgesOf(element.id).find(({ kind: k }) => k === 'pod-netns')),
      };
    case 'external':
      return {
        title,
        kind,
        subtitle: { gateway: 'default gateway', network: 'network', vtep: 'VXLAN peer' }[
          element.role
        ],
        facts: [],
      };
    default:
      return assertNever(element);
  }
}

function nodeHover(index: CaptureIndex, node: HostElement): HoverFacts {
  const peers = new Set(index.tunnelsOf(node.id).map(({ a, b }) => (a === node.id ? b : a)));
  return {
    title: node.label,
    kind: 'node',
    subtitle: node.captured ? 'node' : 'node, not captured',
    facts: fact('tunnels to', peers.size === 0 ? [] : [plural(peers.size, 'node')]),
    ...(node.captured && index.capturedNodes.length > 1 && { reason: 'A double click opens it.' }),
  };
}

function interfaceFacts(element: InterfaceElement): Pick<HoverFacts, 'subtitle' | 'facts'> {
  const guess = element.typeConfidence === 'inferred' ? ', by its name' : '';
  return {
    subtitle: `${INTERFACE_TYPES[element.type].name}${guess} · ${element.state === 'unknown' ? 'state unknown' : element.state}`,
    facts: [
      ...fact('addresses', element.addresses),
      ...fact('MAC', element.mac === undefined ? [] : [element.mac]),
      ...fact('MTU', element.mtu === undefined ? [] : [`${element.mtu}`]),
      ...fact('ifindex', [`${element.ifindex}`]),
    ],
  };
}

function edgeFacts(index: CaptureIndex, edge: TopologyEdge): HoverFacts {
  return {
    title: edgeTitle(index, edge),
    kind: 'other',
    subtitle: `${EDGE_KINDS[edge.kind].name} · ${edge.confidence}`,
    facts: [],
    ...reasonOf(edge),
  };
}

function reasonOf(edge: TopologyEdge | undefined): { readonly reason?: string } {
  return edge ? { reason: edge.reason } : {};
}

function fact(name: string, values: readonly string[]): readonly (readonly [string, string])[] {
  return values.length === 0 ? [] : [[name, values.join('\n')]];
}
