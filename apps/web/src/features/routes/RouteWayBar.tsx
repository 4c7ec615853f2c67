import { X } from 'lucide-react';
import { Term } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { titleOf } from '../../view/names.ts';
import { useViewState } from '../../view/viewState.ts';
import { formatRouteQuestion } from './routeQuestion.ts';
import { useRouteWay } from './useRouteWay.ts';
import { END_LOOKS, endWords, ROUTES_ALONE } from './wayWords.ts';

/** Says which way lies over the picture and how it ends, and takes it away. */
export function RouteWayBar() {
  const { index } = useCapture();
  const { setView } = useViewState();
  const shown = useRouteWay();
  if (!shown) return null;
  const { asked, way } = shown;
  const { icon: Icon, tone } = END_LOOKS[way.end];
  return (
    <div
      role="status"
      className="flex min-h-9 shrink-0 items-center gap-2 border-line border-b bg-accent-soft px-3 py-1 text-sm"
    >
      <span className="shrink-0">
        <Term hint={ROUTES_ALONE}>Routes alone</Term>
      </span>
      <span className="min-w-0">
        <strong className="font-semibold">{titleOf(index, asked.netns)}</strong> to{' '}
        <span className="font-mono text-xs">{formatRouteQuestion(asked)}</span>:{' '}
        <Icon size={14} className={`inline ${tone}`} aria-hidden="true" /> {endWords(index, way)}
      </span>
      <button
        type="button"
        aria-label="Take the way off the picture"
        onClick={() => setView({ at: undefined })}
        className="ml-auto inline-flex size-6 shrink-0 items-center justify-center rounded text-ink-2 hover:bg-surface hover:text-ink"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
