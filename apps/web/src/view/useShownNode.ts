import { useEffect, useMemo } from 'react';
import { useCapture } from './CaptureContext.tsx';
import { type Shown, shownOf } from './shownOf.ts';
import { useViewState } from './viewState.ts';

/** The same, kept in the address: a selection that leads into a node is one step with it. */
export function useShown(): Shown {
  const { index } = useCapture();
  const { view, setView } = useViewState();
  const now = shownOf(index, view);
  const machine = now.kind === 'node' ? now.node : undefined;
  const { kind } = now;
  // The same object while the same is shown: pictures are laid out anew for another.
  const shown = useMemo(
    (): Shown =>
      machine ? { kind: 'node', node: machine } : { kind: kind === 'only' ? kind : 'cluster' },
    [machine, kind],
  );
  const node = machine?.id;
  useEffect(() => {
    if (node !== view.node) setView({ node }, 'replace');
  }, [node, view.node, setView]);
  return shown;
}
