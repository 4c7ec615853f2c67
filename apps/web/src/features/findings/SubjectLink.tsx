import { kindOf } from '@vethscope/model';
import { type GlyphKind, KindGlyph } from '../../ui/KindGlyph.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { edgeTitle, elementTitle } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** What a finding is about: selects it, and the finding stays. */
export function SubjectLink(props: { readonly id: string }) {
  const { index } = useCapture();
  const { view } = useViewState();
  return (
    <a
      href={viewHref(view, { selected: props.id, tab: 'overview' })}
      className="inline-flex max-w-full items-start gap-1.5 hover:text-accent-text hover:underline"
    >
      <SubjectName {...subjectName(index, props.id)} />
    </a>
  );
}

export function SubjectName(props: { readonly kind?: GlyphKind; readonly title: string }) {
  return (
    <>
      {props.kind && (
        <span className="flex h-5 items-center">
          <KindGlyph kind={props.kind} size={12} />
        </span>
      )}
      <span className="min-w-0 [overflow-wrap:anywhere]">{props.title}</span>
    </>
  );
}

export function subjectName(
  index: CaptureIndex,
  id: string,
): { readonly kind?: GlyphKind; readonly title: string } {
  const element = index.node(id);
  if (element) return { kind: kindOf(element), title: elementTitle(index, element) };
  const edge = index.edge(id);
  if (edge) return { title: edgeTitle(index, edge) };
  const service = index.service(id);
  if (service) return { kind: 'service', title: `${service.namespace}/${service.name}` };
  return { title: id };
}
