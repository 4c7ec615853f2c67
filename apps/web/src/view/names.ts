import type { InterfaceElement, NetnsElement, TopologyEdge, TopologyNode } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { CaptureIndex } from './captureIndex.ts';

/** What people call a namespace: the host, or the pods that live in it, or its name. */
export function netnsTitle(index: CaptureIndex, netns: NetnsElement): string {
  if (netns.isHost) {
    const machine = isCluster(index) ? index.machineOf(netns.id) : undefined;
    return machine ? `host of ${machine.label}` : 'host';
  }
  const pods = index.podsIn(netns.id).map((pod) => pod.name);
  return pods.length === 0 ? netns.name : pods.join(', ');
}

/** `eth0 in goldpinger-abcde`, `eth1 on worker2`: names repeat in every namespace. */
function interfaceTitle(index: CaptureIndex, iface: InterfaceElement): string {
  const netns = index.node(iface.netns);
  if (netns?.kind === 'netns' && !netns.isHost) {
    return `${iface.name} in ${netnsTitle(index, netns)}`;
  }
  const machine = isCluster(index) ? index.machineOf(iface.id) : undefined;
  return machine ? `${iface.name} on ${machine.label}` : iface.name;
}

function isCluster(index: CaptureIndex): boolean {
  return index.capturedNodes.length > 1;
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

/** Of anything that an id can name; what is not in the capture is called by its id. */
export function titleOf(index: CaptureIndex, id: string): string {
  const edge = index.edge(id);
  if (edge) return edgeTitle(index, edge);
  return index.service(id)?.name ?? endTitle(index, id);
}

function endTitle(index: CaptureIndex, id: string): string {
  const element = index.node(id);
  return element ? elementTitle(index, element) : id;
}
