import { kindOf } from '@vethscope/model';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { elementTitle } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** An element by its name; selects it. `label` replaces the name where a table says the rest. */
export function ElementLink(props: { readonly id: string; readonly label?: string }) {
  const { index } = useCapture();
  const { view } = useViewState();
  const element = index.node(props.id);
  if (!element) return <span className="font-mono text-xs">{props.label ?? props.id}</span>;
  return (
    <a
      href={viewHref(view, { selected: element.id, tab: 'overview' })}
      className="group inline-flex max-w-full items-start gap-1.5 text-left hover:text-accent-text"
    >
      <span className="flex h-5 items-center">
        <KindGlyph kind={kindOf(element)} size={12} />
      </span>
      <span className="min-w-0 group-hover:underline [overflow-wrap:anywhere]">
        {props.label ?? elementTitle(index, element)}
      </span>
    </a>
  );
}

export function ServiceLink(props: { readonly id: string }) {
  const { index } = useCapture();
  const { view } = useViewState();
  const service = index.service(props.id);
  if (!service) return <span>{props.id}</span>;
  return (
    <a
      href={viewHref(view, { selected: service.id, tab: 'overview' })}
      className="group inline-flex max-w-full items-start gap-1.5 text-left hover:text-accent-text"
    >
      <span className="flex h-5 items-center">
        <KindGlyph kind="service" size={12} />
      </span>
      <span className="min-w-0 group-hover:underline [overflow-wrap:anywhere]">
        {service.namespace}/{service.name}
      </span>
    </a>
  );
}
