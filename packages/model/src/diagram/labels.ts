import type { InterfaceElement, NetnsElement, PodElement } from '../graph/topology.ts';

/** What a diagram writes on an element, line by line. */
export function interfaceLines(element: InterfaceElement): readonly string[] {
  const type = element.type === 'unknown' ? [] : [element.type];
  return [element.name, ...type, ...element.addresses];
}

export function netnsTitle({ label, name }: NetnsElement): readonly string[] {
  return label === name ? [name] : [label, name];
}

export function podLine(pod: PodElement): string {
  return `pod ${pod.namespace}/${pod.name}`;
}
