import type { InterfaceElement, NetnsElement, TopologyEdge, TopologyNode } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { CaptureIndex } from './captureIndex.ts';

/** What people call a namespace: the host, or the pods that live in it, or its name. */
export function netnsTitle(index: CaptureIndex, netns: NetnsElement): string {
  if (netns.isHost) return 'host';
  const pods = index.podsIn(netns.id).map((pod) => pod.name);
  return pods.length === 0 ? netns.name : pods.join(', ');
}

/** `eth0 in goldpinger-abcde`: interface names repeat in every namespace. */
function interfaceTitle(index: CaptureIndex, iface: InterfaceElement): string {
  const netns = index.node(iface.netns);
  return netns?.kind === 'netns' && !netns.isHost
    ? `${iface.name} in ${netnsTitle(index, netns)}`
    : iface.name;
}

export function elementTitle(index: CaptureIndex, element: TopologyNode): string {
  switch (element.kind) {
    case 'netns':
      return netnsTitle(index, element);
    case 'interface':
      return interfaceTitle(index, element);
    case 'pod':
    case 'node':
    case 'external':
      return element.label;
    default:
      return assertNever(element);
  }
}

export function edgeTitle(index: CaptureIndex, edge: TopologyEdge): string {
  return `${endTitle(index, edge.source)} – ${endTitle(index, edge.target)}`;
}

function endTitle(index: CaptureIndex, id: string): string {
  const element = index.node(id);
  return element ? elementTitle(index, element) : id;
}
