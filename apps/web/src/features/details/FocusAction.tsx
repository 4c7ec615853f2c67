import { useCapture } from '../../view/CaptureContext.tsx';
import { canFocus } from '../../view/focus.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';

/** Shows what is selected and its way out alone in the picture. */
export function FocusAction(props: { readonly id: string }) {
  const { index } = useCapture();
  const { view } = useViewState();
  if (view.focus === props.id || !canFocus(index, props.id)) return null;
  return (
    <a
      href={viewHref(view, { focus: props.id })}
      title="The picture shows this and its way out, nothing else (key p)"
      className="text-accent-text text-xs hover:underline"
    >
      Only its way out
    </a>
  );
}
