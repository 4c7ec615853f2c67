import type { OpenCapture } from '../../view/CaptureContext.tsx';
import type { ViewState } from '../../view/viewState.ts';
import type { Comparison } from './compareCaptures.ts';

export type Side = 'before' | 'after';

/** Which of two captures the details show: the one asked for, else the one that has the selection. */
export function detailsSide(
  { before, after }: Pick<Comparison, 'before' | 'after'>,
  view: Pick<ViewState, 'selected' | 'side' | 'tab'>,
): Side {
  // A trace asks the open capture: its way is drawn over the picture.
  if (view.tab === 'trace') return 'after';
  const { selected } = view;
  if (selected !== undefined && has(before, selected) !== has(after, selected)) {
    return has(before, selected) ? 'before' : 'after';
  }
  return view.side === 'before' ? 'before' : 'after';
}

export function has({ index }: Pick<OpenCapture, 'index'>, id: string): boolean {
  return (
    index.node(id) !== undefined || index.edge(id) !== undefined || index.service(id) !== undefined
  );
}
