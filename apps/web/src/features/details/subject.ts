import type { Evidence, TopologyEdge, TopologyNode, TopologyService } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import type { CalicoPolicy } from '../../view/calicoPolicies.ts';
import type { CaptureIndex } from '../../view/captureIndex.ts';

/** What the details panel is about. */
export type Subject =
  | { readonly kind: 'capture' }
  | { readonly kind: 'element'; readonly element: TopologyNode }
  | { readonly kind: 'edge'; readonly edge: TopologyEdge }
  | { readonly kind: 'service'; readonly service: TopologyService }
  | { readonly kind: 'policy'; readonly policy: CalicoPolicy }
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
  if (/^(policy|profile)\//.test(selected)) {
    const policy = index.policies().find(({ id }) => id === selected);
    if (policy) return { kind: 'policy', policy };
  }
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
    case 'policy':
      return subject.policy.evidence;
    case 'capture':
    case 'missing':
      return [];
    default:
      return assertNever(subject);
  }
}
