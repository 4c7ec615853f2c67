import type { InterfaceElement, NetnsElement, TopologyNode } from '@vethscope/model';
import { assertNever, prefixAddress } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';

export type TraceField = 'from' | 'to';

/**
 * How an element of the picture is written as an end of a trace; `undefined`: packets have no end
 * there (a network, a tunnel).
 */
export function askedAs(index: CaptureIndex, id: string, field: TraceField): string | undefined {
  const service = index.service(id);
  if (service) return field === 'to' ? `${service.namespace}/${service.name}` : undefined;
  const element = index.node(id);
  return element && elementAsked(index, element, field);
}

function elementAsked(
  index: CaptureIndex,
  element: TopologyNode,
  field: TraceField,
): string | undefined {
  switch (element.kind) {
    case 'pod':
      return `${element.namespace}/${element.name}`;
    case 'node':
      return element.captured ? element.label : undefined;
    case 'netns':
      return netnsAsked(index, element);
    case 'interface':
      return interfaceAsked(index, element, field);
    case 'external':
      return element.address;
    default:
      return assertNever(element);
  }
}

/** By the pod in it, by the node whose own it is, else by its name. */
function netnsAsked(index: CaptureIndex, netns: NetnsElement): string {
  const [pod, ...others] = index.podsIn(netns.id);
  if (netns.isHost) return index.machineOf(netns.id)?.label ?? netns.id;
  return pod && others.length === 0 ? `${pod.namespace}/${pod.name}` : netns.id;
}

/** To an address that it has; from the namespace that it is in. */
function interfaceAsked(
  index: CaptureIndex,
  iface: InterfaceElement,
  field: TraceField,
): string | undefined {
  const [prefix] = iface.addresses;
  if (field === 'to' && prefix !== undefined) return prefixAddress(prefix);
  const netns = index.node(iface.netns);
  return netns?.kind === 'netns' ? netnsAsked(index, netns) : undefined;
}
