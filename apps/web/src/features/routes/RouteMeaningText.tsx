import type { RouteMeaning } from '@vethscope/model';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** What a route means, in words; a meaning that is inferred looks like it. */
export function RouteMeaningText({ meaning }: { readonly meaning: RouteMeaning }) {
  const { index } = useCapture();
  const { view } = useViewState();
  const target = meaning.leadsTo === undefined ? undefined : index.node(meaning.leadsTo);
  return (
    <p className="text-ink-2">
      {meaning.text}
      {meaning.confidence === 'inferred' ? (
        <span
          className="ml-1.5 rounded border border-dashed border-line-strong px-1 text-2xs text-ink-3"
          title="Follows from how the CNI plugin works; the capture alone does not prove it"
        >
          inferred
        </span>
      ) : null}
      {target ? (
        <a
          className="ml-1.5 text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current"
          href={viewHref(view, { selected: target.id, tab: 'overview', netns: undefined })}
        >
          show
        </a>
      ) : null}
    </p>
  );
}
