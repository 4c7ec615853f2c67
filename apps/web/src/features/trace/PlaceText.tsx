import { namedParts } from '@vethscope/trace';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { placeNamesOf } from './placeNamesOf.ts';

/** A text of a trace: its namespaces and interfaces by name, each a link to what it is. */
export function PlaceText(props: { readonly text: string }) {
  const { topology } = useCapture();
  const { view } = useViewState();
  return namedParts(props.text, placeNamesOf(topology)).map((part, i) =>
    part.kind === 'text' ? (
      part.text
    ) : (
      <a
        // One place can be told twice.
        key={`${i} ${part.id}`}
        href={viewHref(view, { selected: part.id, tab: 'overview' })}
        className="text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        {part.text}
      </a>
    ),
  );
}
