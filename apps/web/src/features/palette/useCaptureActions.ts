import { useMemo } from 'react';
import { isShown } from '../../api/liveIds.ts';
import { useCaptureList } from '../../api/queries.ts';
import type { Action } from '../../view/actions.ts';
import { useViewState } from '../../view/viewState.ts';
import { NOTHING_CHOSEN } from '../captures/useUploads.ts';

/** The other captures, to be opened. */
export function useCaptureActions(): readonly Action[] {
  const { view, setView } = useViewState();
  const captures = useCaptureList().data;
  return useMemo(
    () =>
      (captures ?? [])
        .filter((capture) => !isShown(capture, view.capture))
        .map(({ id, name }) => ({
          id: `open ${id}`,
          label: `Open the capture ${name}`,
          group: 'Captures',
          run: () => setView({ ...NOTHING_CHOSEN, capture: id }),
        })),
    [captures, view.capture, setView],
  );
}
