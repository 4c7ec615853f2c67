import { useCaptureList } from '../../api/queries.ts';
import { useViewState } from '../../view/viewState.ts';
import { useShownState } from '../live/LiveContext.tsx';
import { COMPARE_BEFORE } from './ComparisonContext.tsx';
import { NO_COMPARISON } from './noComparison.ts';

/**
 * Shows or hides what changed: of a followed node since the state before, else against the first
 * other capture; the panel offers the rest.
 */
export function useTurnChanges(): { readonly turn: () => void; readonly isPossible: boolean } {
  const { view, setView } = useViewState();
  const shown = useShownState();
  const captures = useCaptureList().data ?? [];
  const other = shown ? COMPARE_BEFORE : captures.find(({ id }) => id !== view.capture)?.id;
  return {
    turn: () => {
      if (view.compare !== undefined) setView(NO_COMPARISON);
      else if (other !== undefined) setView({ compare: other });
    },
    isPossible: view.compare !== undefined || other !== undefined,
  };
}
