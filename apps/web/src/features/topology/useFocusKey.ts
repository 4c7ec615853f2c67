import { useActions } from '../../view/actions.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { turnFocus } from '../../view/focus.ts';
import type { Shown } from '../../view/shownOf.ts';
import { useViewState, type ViewPatch } from '../../view/viewState.ts';

/** Offers to leave one way out, and everything again, to the picture and its table alike. */
export function useFocusKey(shown: Shown): ViewPatch | undefined {
  const { index } = useCapture();
  const { view, setView } = useViewState();
  const turned = shown.kind === 'cluster' ? undefined : turnFocus(index, view);
  useActions([
    {
      id: 'focus',
      label: 'Only what is selected and its way out; again: everything',
      group: 'Picture',
      keys: ['p'],
      hint: 'focus path isolate',
      isPossible: turned !== undefined,
      run: () => turned && setView(turned),
    },
  ]);
  return turned;
}
