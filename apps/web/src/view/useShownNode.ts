import type { HostElement } from '@vethscope/model';
import { useEffect, useMemo } from 'react';
import { useCapture } from './CaptureContext.tsx';
import type { CaptureIndex } from './captureIndex.ts';
import { useViewState, type ViewState } from './viewState.ts';

/** What the picture shows of a capture. */
export type Shown =
  /** One node was captured: there is nothing to choose. */
  | { readonly kind: 'only' }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'node'; readonly node: HostElement };

/**
 * Whatever is selected inside of a node is shown in that node's picture. A node itself, a tunnel or
 * a network can be selected in the overview as well: then the view stays where it is.
 */
export function shownOf(index: CaptureIndex, view: ViewState): Shown {
  if (index.capturedNodes.length < 2) return { kind: 'only' };
  const selected = view.selected === undefined ? undefined : index.node(view.selected);
  const inside = selected && selected.kind !== 'node' ? index.machineOf(selected.id) : undefined;
  const chosen = view.node === undefined ? undefined : index.machineOf(view.node);
  const node = inside?.captured ? inside : chosen;
  return node?.captured ? { kind: 'node', node } : { kind: 'cluster' };
}

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
