import type { Evidence, TopologyEdge, TopologyNode, TopologyService } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';

/** What the details panel is about. */
export type Subject =
  | { readonly kind: 'capture' }
  | { readonly kind: 'element'; readonly element: TopologyNode }
  | { readonly kind: 'edge'; readonly edge: TopologyEdge }
  | { readonly kind: 'service'; readonly service: TopologyService }
  /** The URL names something that this capture does not hold. */
  | { readonly kind: 'missing'; readonly id: string };

export function subjectOf(index: CaptureIndex, selected: string | undefined): Subject {
  if (selected === undefined) return { kind: 'capture' };
  const element = index.node(selected);
  if (element) return { kind: 'element', element };
  const edge = index.edge(selected);
  if (edge) return { kind: 'edge', edge };
  const service = index.service(selected);
  if (service) return { kind: 'service', service };
  return { kind: 'missing', id: selected };
}

/** The lines that prove what is selected; none for the whole capture. */
export function evidenceOf(subject: Subject): readonly Evidence[] {
  switch (subject.kind) {
    case 'element':
      return subject.element.evidence;
    case 'edge':
      return subject.edge.evidence;
    case 'service':
      return subject.service.evidence;
    case 'capture':
    case 'missing':
      return [];
    default:
      return assertNever(subject);
  }
}
