import { CaptureError } from '../../api/captureSource.ts';
import { useCaptureList } from '../../api/queries.ts';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { NOTHING_CHOSEN } from '../captures/useUploads.ts';

/** The list or the capture could not be had: says why and offers what is there. */
export function LoadFailure(props: { readonly error: Error; readonly onRetry: () => void }) {
  const { error } = props;
  const { view } = useViewState();
  // The list may still hold one that somebody else has deleted since.
  const others = (useCaptureList().data ?? []).filter(({ id }) => id !== view.capture);
  // 400: what stands in the URL cannot be an id at all.
  const isUnknown = error instanceof CaptureError && (error.status === 404 || error.status === 400);
  return (
    <ErrorState
      title={isUnknown ? 'There is no such capture' : 'The capture cannot be shown'}
      detail={isUnknown ? `Nothing here has the id “${view.capture ?? ''}”.` : error.message}
    >
      {!isUnknown && (
        <Button look="primary" onClick={props.onRetry}>
          Try again
        </Button>
      )}
      {others.slice(0, 5).map(({ id, name }) => (
        <a
          key={id}
          className={buttonClass()}
          href={viewHref(view, { ...NOTHING_CHOSEN, capture: id })}
        >
          Open {name}
        </a>
      ))}
    </ErrorState>
  );
}
