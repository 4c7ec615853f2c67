import type { Family, NetnsElement, NetnsSnapshot } from '@vethscope/model';
import { combineNetns } from '@vethscope/model';
import { useMemo } from 'react';
import { useCapture } from './CaptureContext.tsx';
import type { CaptureIndex } from './captureIndex.ts';
import { useViewState } from './viewState.ts';

/** The namespace and family that routes and chains are shown for. */
export interface NetnsView {
  readonly element: NetnsElement;
  /** What was captured inside; absent for a namespace that is only named. */
  readonly netns: NetnsSnapshot | undefined;
  readonly family: Family;
}

/** The own namespace of a machine. */
function hostOf(index: CaptureIndex, machine: string | undefined): NetnsElement | undefined {
  if (machine === undefined) return undefined;
  const children = index.children(machine);
  return children.find((node): node is NetnsElement => node.kind === 'netns' && node.isHost);
}

/** From the URL, else the selection's namespace, else the shown node's own. */
export function useNetnsView(): NetnsView | undefined {
  const { topology, index } = useCapture();
  const { view } = useViewState();
  const chosen = view.netns === undefined ? undefined : index.node(view.netns);
  const element =
    (chosen?.kind === 'netns' ? chosen : undefined) ??
    (view.selected === undefined ? undefined : index.netnsOf(view.selected)) ??
    hostOf(index, view.selected) ??
    hostOf(index, view.node) ??
    topology.nodes.find((node): node is NetnsElement => node.kind === 'netns' && node.isHost);
  const id = element?.id;
  // The same object from render to render: effects depend on it.
  const netns = useMemo(
    () =>
      id === undefined
        ? undefined
        : combineNetns(index.netnsSnapshots(id).map((captured) => captured.netns)),
    [index, id],
  );
  if (!element) return undefined;
  return { element, netns, family: view.family === '6' ? 6 : 4 };
}
